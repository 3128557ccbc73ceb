#include "core/audio/ffmpeg_support.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <mutex>

extern "C" {
#include <libavutil/error.h>
#include <libavutil/log.h>
#include <libavutil/mem.h>
}

namespace dass::media {

std::string errorText(int averror)
{
    std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
    av_strerror(averror, text.data(), text.size());
    return text.data();
}

void prepareFfmpeg()
{
    constexpr std::size_t kLargestAllocation = std::size_t{512} << 20; // an index of five days of MP4 still fits
    static std::once_flag once;
    std::call_once(once, [] {
        av_log_set_level(AV_LOG_QUIET);
        av_max_alloc(kLargestAllocation);
    });
}

void throwOutOfMemory()
{
    throw Error(ErrorCode::OutOfMemory, "out of memory while opening a sound file; close other programs");
}

std::string clockTime(double seconds)
{
    const auto tenths = static_cast<long long>(std::llround(std::max(seconds, 0.0) * 10));
    const long long whole = tenths / 10;
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%02lld:%02lld:%02lld.%lld", whole / 3600, whole / 60 % 60, whole % 60,
                  tenths % 10);
    return text.data();
}

} // namespace dass::media
