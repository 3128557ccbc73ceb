#pragma once

#include <cstdint>
#include <string>

namespace dass {

// "1.5 GB", "320 MB": for messages, in English.
std::string memoryText(std::int64_t bytes);

} // namespace dass
