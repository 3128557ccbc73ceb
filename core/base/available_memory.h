#pragma once

#include <cstdint>

namespace dass {

// Memory that the system says a program can take without paging, bytes; 0 where it does not say.
std::int64_t availableMemory();

} // namespace dass
