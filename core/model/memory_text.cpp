#include "core/model/memory_text.h"

#include <array>
#include <cstdio>

namespace dass {

std::string memoryText(std::int64_t bytes)
{
    std::array<char, 32> text{};
    if (bytes >= 1'000'000'000)
        std::snprintf(text.data(), text.size(), "%.1f GB", static_cast<double>(bytes) / 1e9);
    else
        std::snprintf(text.data(), text.size(), "%.0f MB", static_cast<double>(bytes) / 1e6);
    return text.data();
}

} // namespace dass
