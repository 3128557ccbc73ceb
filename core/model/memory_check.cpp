#include "core/model/memory_check.h"

#include "core/base/error.h"
#include "core/model/memory_text.h"

#include <algorithm>

namespace dass {

void requireMemory(double bytes, const std::string& what, const std::string& help, std::int64_t free)
{
    constexpr double kMost = 1e18; // that a message can tell
    if (free <= 0 || bytes <= static_cast<double>(free))
        return;
    const std::string wanted = memoryText(static_cast<std::int64_t>(std::min(bytes, kMost)));
    throw Error(ErrorCode::OutOfMemory,
                what + " " + wanted + " of memory, this computer has " + memoryText(free) + " free; " + help);
}

} // namespace dass
