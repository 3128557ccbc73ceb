#pragma once

#include "core/audio/ffmpeg_handles.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dass::media {

// Band-limited sample rate conversion of one stream, each of its channels by itself, by libswresample: polyphase Kaiser
// filter, flat (0.1 dB) to 0.92 of the lower Nyquist frequency, 95 dB down from that frequency on. Output sample n is
// the sound at n / outputRate seconds (the filter's delay is compensated, silence lies before and behind the stream),
// and N input samples give ceil(N * outputRate / inputRate) in all, however they are cut into blocks.
class Resampler
{
public:
    // width: values a sample, beside each other, 1 or 2; blocks hold whole samples. Throws Error(Unsupported) for rates
    // that cannot be converted. Equal rates pass samples through unchanged.
    Resampler(int inputRate, int outputRate, int width = 1);

    // Appends to out what can be said with these input samples.
    void push(std::span<const float> input, std::vector<float>& out);
    // Ends the input and appends the rest. push() must not be called after it.
    void finish(std::vector<float>& out);

    // A stream may be started in the middle of another one at a multiple of inputPeriod(): from output sample
    // settling() on it gives the very samples of the other one from the same multiple of outputPeriod() on.
    std::int64_t inputPeriod() const { return m_inputPeriod; }
    std::int64_t outputPeriod() const { return m_outputPeriod; }
    std::int64_t settling() const { return m_settling; }

private:
    void convert(std::span<const float> input, std::vector<float>& out);
    void pushSilence(std::int64_t samples, std::vector<float>& out);

    int m_inputRate;
    int m_outputRate;
    std::size_t m_width;
    std::int64_t m_inputPeriod;
    std::int64_t m_outputPeriod;
    std::int64_t m_silence = 0;  // input samples put before and behind the stream, at least the filter's length
    std::int64_t m_settling = 0; // output samples
    std::int64_t m_consumed = 0; // of the stream itself
    std::int64_t m_produced = 0; // handed out; negative while the silence before the stream comes out
    SwrHandle m_context;         // null when the rates are equal
};

// ceil(count * to / from) without overflow for any length that a file can have.
std::int64_t rescaledLength(std::int64_t count, int from, int to);

} // namespace dass::media
