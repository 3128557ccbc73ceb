#pragma once

#include "core/base/available_memory.h"

#include <cstdint>
#include <string>

namespace dass {

// Throws Error(OutOfMemory) where the system says that it has fewer bytes free, swap space among them (0: it does not
// say), which is told before they are asked for: "<what> 11.3 GB of memory, this computer has 8.1 GB free; <help>".
// What is taken by tensors alone is not all that a program takes, so that passing is no promise.
void requireMemory(double bytes, const std::string& what, const std::string& help,
                   std::int64_t free = availableMemoryWithSwap());

} // namespace dass
