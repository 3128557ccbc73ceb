#pragma once

#include <cstdint>
#include <string>

namespace dass::media {

// FFmpeg's own words for an error code, e.g. "Invalid data found when processing input".
std::string errorText(int averror);

// What FFmpeg keeps for the whole process is set once, whichever thread comes first. Its log goes to stderr by default;
// what matters reaches the caller as errors and warnings of ours, so it is switched off. A single allocation is
// limited: lying tables in a small file would take all memory.
void prepareFfmpeg();

// Throws Error(OutOfMemory) for the null that FFmpeg's allocators return.
template <class Pointer>
Pointer allocated(Pointer pointer);
[[noreturn]] void throwOutOfMemory();

// "00:12:31.2" for messages.
std::string clockTime(double seconds);

} // namespace dass::media

template <class Pointer>
Pointer dass::media::allocated(Pointer pointer)
{
    if (!pointer)
        throwOutOfMemory();
    return pointer;
}
