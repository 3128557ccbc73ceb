#include "app/playback/time_stretch.h"

#include <algorithm>
#include <cmath>
#include <soundtouch/SoundTouch.h>

namespace dass {

struct TimeStretch::Impl
{
    Impl(int sampleRate, int channels, double wanted) : width(static_cast<std::size_t>(channels)), speed(wanted)
    {
        touch.setSampleRate(static_cast<unsigned>(sampleRate));
        touch.setChannels(static_cast<unsigned>(channels));
        touch.setTempo(speed);
    }

    void take(std::vector<float>& out)
    {
        const std::size_t before = out.size();
        const unsigned waiting = touch.numSamples();
        out.resize(before + waiting * width);
        given += touch.receiveSamples(out.data() + before, waiting);
    }

    soundtouch::SoundTouch touch;
    std::size_t width; // values a sample
    double speed;
    std::int64_t taken = 0; // input samples
    std::int64_t given = 0; // output samples
};

TimeStretch::TimeStretch(int sampleRate, int channels, double speed)
    : m_impl(std::make_unique<Impl>(sampleRate, channels, speed))
{
}
TimeStretch::~TimeStretch() = default;
TimeStretch::TimeStretch(TimeStretch&&) noexcept = default;
TimeStretch& TimeStretch::operator=(TimeStretch&&) noexcept = default;

void TimeStretch::push(std::span<const float> samples, std::vector<float>& out)
{
    if (samples.empty())
        return;
    const std::size_t count = samples.size() / m_impl->width;
    m_impl->touch.putSamples(samples.data(), static_cast<unsigned>(count));
    m_impl->taken += static_cast<std::int64_t>(count);
    m_impl->take(out);
}

void TimeStretch::finish(std::vector<float>& out)
{
    const auto due = static_cast<std::int64_t>(std::llround(static_cast<double>(m_impl->taken) / m_impl->speed));
    m_impl->touch.flush();
    m_impl->take(out);
    // What flushing adds or leaves out of it is silence.
    const std::int64_t wanted = static_cast<std::int64_t>(out.size() / m_impl->width) + due - m_impl->given;
    out.resize(static_cast<std::size_t>(std::max<std::int64_t>(wanted, 0)) * m_impl->width);
    m_impl->touch.clear();
    m_impl->taken = 0;
    m_impl->given = 0;
}

} // namespace dass
