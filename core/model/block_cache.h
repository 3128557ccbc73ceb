#pragma once

#include <cstddef>

namespace dass {

// From here on torch's buffers in main memory come from a cache: a large block that is freed is kept, up to
// `limitBytes` in all, and given to the next tensor of about its size. A forward pass allocates the same sizes again
// and again; fetching them from the system anew costs up to 40 % of its time in page faults.
//
// For the whole process, from any thread; a later call only changes the limit. Tensors made before stay valid. Builds
// with AddressSanitizer keep nothing, so that it sees every use after free.
void keepFreedBlocks(std::size_t limitBytes);

// Gives what is kept back to the system, e.g. at the end of a run.
void releaseFreedBlocks();

std::size_t freedBytesKept();

} // namespace dass
