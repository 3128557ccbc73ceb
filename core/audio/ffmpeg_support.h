#pragma once

#include <cstdint>
#include <string>

namespace dass::media {

// FFmpeg's own words for an error code, e.g. "Invalid data found when processing input".
std::string errorText(int averror);

// FFmpeg logs to stderr by default, through one callback for the whole process. What matters reaches the caller as
// errors and warnings of ours, so its log is switched off, once, whichever thread comes first.
void silenceLog();

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
