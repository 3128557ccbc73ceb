#include "app/playback/stretch_reader.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace dass {

namespace {

constexpr std::int64_t kBlock = 4096; // samples decoded at a time

} // namespace

StretchReader::StretchReader(AudioReader& reader, int sampleRate, std::optional<std::int64_t> end, double speed)
    : m_reader(reader), m_end(end), m_speed(speed)
{
    if (speed != 1)
        m_stretch.emplace(sampleRate, reader.width(), speed);
}

void StretchReader::seek(std::int64_t sample, const std::stop_token& stop)
{
    m_reader.seek(sample, stop);
    m_position = sample;
    m_start = sample;
    m_given = 0;
    m_ended = false;
}

std::vector<float> StretchReader::block()
{
    std::vector<float> out;
    while (out.empty() && !m_ended) {
        std::vector<float> samples = read();
        if (samples.empty()) {
            m_ended = true;
            if (m_stretch)
                m_stretch->finish(out);
        } else if (m_stretch) {
            m_stretch->push(samples, out);
        } else {
            out = std::move(samples);
        }
    }
    m_source = m_start + std::llround(static_cast<double>(m_given) * m_speed);
    m_given += samplesIn(out);
    return out;
}

std::vector<float> StretchReader::read()
{
    const std::int64_t left = m_end ? *m_end - m_position : kBlock;
    std::vector<float> samples(static_cast<std::size_t>(std::clamp<std::int64_t>(left, 0, kBlock) * m_reader.width()));
    samples.resize(samples.empty() ? 0 : m_reader.read(samples));
    m_position += samplesIn(samples);
    return samples;
}

} // namespace dass
