#include "app/playback/time_stretch.h"

#include <algorithm>
#include <cmath>
#include <soundtouch/SoundTouch.h>

namespace dass {

struct TimeStretch::Impl
{
    Impl(int sampleRate, double wanted) : speed(wanted)
    {
        touch.setSampleRate(static_cast<unsigned>(sampleRate));
        touch.setChannels(1);
        touch.setTempo(speed);
    }

    void take(std::vector<float>& out)
    {
        const std::size_t before = out.size();
        out.resize(before + touch.numSamples());
        given += touch.receiveSamples(out.data() + before, static_cast<unsigned>(out.size() - before));
    }

    soundtouch::SoundTouch touch;
    double speed;
    std::int64_t taken = 0; // input samples
    std::int64_t given = 0; // output samples
};

TimeStretch::TimeStretch(int sampleRate, double speed) : m_impl(std::make_unique<Impl>(sampleRate, speed)) {}
TimeStretch::~TimeStretch() = default;
TimeStretch::TimeStretch(TimeStretch&&) noexcept = default;
TimeStretch& TimeStretch::operator=(TimeStretch&&) noexcept = default;

void TimeStretch::push(std::span<const float> samples, std::vector<float>& out)
{
    if (samples.empty())
        return;
    m_impl->touch.putSamples(samples.data(), static_cast<unsigned>(samples.size()));
    m_impl->taken += static_cast<std::int64_t>(samples.size());
    m_impl->take(out);
}

void TimeStretch::finish(std::vector<float>& out)
{
    const auto due = static_cast<std::int64_t>(std::llround(static_cast<double>(m_impl->taken) / m_impl->speed));
    m_impl->touch.flush();
    m_impl->take(out);
    // What flushing adds or leaves out of it is silence.
    const std::int64_t wanted = static_cast<std::int64_t>(out.size()) + due - m_impl->given;
    out.resize(static_cast<std::size_t>(std::max<std::int64_t>(wanted, 0)));
    m_impl->touch.clear();
    m_impl->taken = 0;
    m_impl->given = 0;
}

} // namespace dass
