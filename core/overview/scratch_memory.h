#pragma once

#include <cstddef>

namespace dass {

// The part of the scratch files that this process holds mapped pages of. Those stay in the files and in the system's
// cache of them when they are let go of, and come back by themselves as they are read; but until then they count as
// this process's memory, and whoever looks through a day of sound would end up holding all of it. Any thread.

void addScratchMemory(const std::byte* data, std::size_t capacity); // a shared mapping of a file
void removeScratchMemory(const std::byte* data);                    // before it goes

// Lets go of all mapped scratch memory if this process holds more than `most` bytes of files of any kind, its programs'
// and libraries' among them. Takes some milliseconds when it does, and some microseconds when not: for threads that
// have just read much of it, at most every so often. Readers and writers on other threads need not wait.
void trimScratchMemory(std::size_t most);

} // namespace dass
