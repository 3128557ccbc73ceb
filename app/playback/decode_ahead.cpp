#include "app/playback/decode_ahead.h"

#include "app/playback/stretch_reader.h"
#include "core/audio/audio_reader.h"
#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace dass {

namespace {

// Samples of so many values into those of an output with so many channels, 1 or 2 each.
void fillChannels(std::span<float> out, int channels, std::span<const float> values, int width, float gain)
{
    const auto heard = [gain](float value) { return gain == 1 ? value : std::clamp(value * gain, -1.0F, 1.0F); };
    if (channels == width) {
        std::ranges::transform(values, out.begin(), heard);
    } else if (width == 1) {
        for (std::size_t i = 0; i < values.size(); ++i)
            out[2 * i] = out[2 * i + 1] = heard(values[i]);
    } else {
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = heard((values[2 * i] + values[2 * i + 1]) / 2);
    }
}

// A channel that is not there is for a run to tell of; the recording is heard all the same.
std::optional<AudioReader> openSound(const DecodeAhead::Stretch& stretch, const std::stop_token& stop)
{
    AudioOptions options{.sampleRate = stretch.sampleRate, .channel = stretch.channel, .stereo = true};
    try {
        return AudioReader::open(stretch.path, options, stop);
    } catch (const Error& error) {
        if (!stretch.channel || error.code() != ErrorCode::InvalidArgument)
            throw;
    }
    options.channel.reset();
    return AudioReader::open(stretch.path, options, stop);
}

} // namespace

std::span<const float> DecodeAhead::Chunk::take(std::size_t count)
{
    const auto each = static_cast<std::size_t>(width);
    const auto taken = std::span<const float>(values).subspan(used * each, count * each);
    used += count;
    return taken;
}

DecodeAhead::DecodeAhead(const Stretch& stretch)
    : m_stretch(stretch), m_nextSource(stretch.start), m_loop(stretch.loop),
      m_thread([this](const std::stop_token& stop) { run(stop); })
{
}

DecodeAhead::~DecodeAhead() = default;

void DecodeAhead::stop()
{
    m_thread.request_stop();
}

void DecodeAhead::read(std::span<float> out, int channels)
{
    const auto each = static_cast<std::size_t>(channels);
    const std::scoped_lock lock(m_mutex);
    for (std::size_t left = out.size() / each; left > 0;) {
        if (m_chunks.empty()) {
            if (m_decodedAll && !m_endOutput) {
                m_endOutput = m_output;
            }
            noteSegment(m_nextSource, true);
            std::ranges::fill(out.last(left * each), 0.0F);
            m_output += static_cast<std::int64_t>(left);
            break;
        }
        Chunk& chunk = m_chunks.front();
        const std::size_t count = std::min(left, chunk.samples() - chunk.used);
        const std::int64_t source = advanced(chunk.source, static_cast<std::int64_t>(chunk.used));
        noteSegment(source, false);
        fillChannels(out.last(left * each).first(count * each), channels, chunk.take(count), chunk.width, m_gain);
        left -= count;
        m_output += static_cast<std::int64_t>(count);
        m_nextSource = advanced(chunk.source, static_cast<std::int64_t>(chunk.used));
        m_waiting -= count;
        if (chunk.used == chunk.samples()) {
            m_chunks.pop_front();
        }
    }
    m_wake.notify_all();
}

void DecodeAhead::setGain(float factor)
{
    const std::scoped_lock lock(m_mutex);
    m_gain = factor;
}

void DecodeAhead::setLoop(bool loop)
{
    const std::scoped_lock lock(m_mutex);
    m_loop = loop;
    m_wake.notify_all();
}

std::int64_t DecodeAhead::sourceAt(std::int64_t outputSample)
{
    const std::scoped_lock lock(m_mutex);
    while (m_segments.size() > 1 && m_segments[1].output <= outputSample) {
        m_segments.pop_front();
    }
    if (m_segments.empty()) {
        return m_stretch.start;
    }
    const Segment& segment = m_segments.front();
    outputSample = std::min(outputSample, m_output); // of what comes next it is not known whether it follows on
    return segment.silent ? segment.source
                          : advanced(segment.source, std::max<std::int64_t>(outputSample - segment.output, 0));
}

bool DecodeAhead::endedBefore(std::int64_t outputSample) const
{
    const std::scoped_lock lock(m_mutex);
    return m_endOutput && outputSample >= *m_endOutput;
}

std::optional<std::string> DecodeAhead::error() const
{
    const std::scoped_lock lock(m_mutex);
    return m_error;
}

void DecodeAhead::run(const std::stop_token& stop)
{
    try {
        decode(stop);
    } catch (const std::exception& exception) {
        const std::scoped_lock lock(m_mutex);
        m_error = describe(exception);
        m_decodedAll = true;
    }
}

void DecodeAhead::decode(const std::stop_token& stop)
{
    std::optional<AudioReader> reader = openSound(m_stretch, stop);
    if (!reader)
        return;
    StretchReader stretch(*reader, m_stretch.sampleRate, m_stretch.end, m_stretch.speed);
    bool emptyPass = false; // a loop over nothing must not spin; the first pass may start where the loop ends
    stretch.seek(m_stretch.start, stop);
    while (waitForRoom(stop)) {
        Chunk chunk;
        chunk.width = reader->width();
        chunk.values = stretch.block();
        chunk.source = stretch.source();
        if (!chunk.values.empty()) {
            emptyPass = false;
            const std::scoped_lock lock(m_mutex);
            m_waiting += chunk.samples();
            m_chunks.push_back(std::move(chunk));
            continue;
        }
        if (emptyPass || !waitForLoop(stop)) {
            const std::scoped_lock lock(m_mutex);
            m_decodedAll = true; // also where there is nothing to loop over: playing is at its end then
            return;
        }
        emptyPass = true;
        stretch.seek(m_stretch.loopStart, stop);
    }
}

bool DecodeAhead::waitForRoom(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    const auto ahead = static_cast<std::size_t>(m_stretch.sampleRate);
    return m_wake.wait(lock, stop, [&] { return m_waiting < ahead; }) && !stop.stop_requested();
}

// At the end of the stretch: true when it is to go on from the loop's start, also if that is said only later.
bool DecodeAhead::waitForLoop(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    m_decodedAll = true;
    if (!m_wake.wait(lock, stop, [&] { return m_loop || m_endOutput.has_value(); }) || m_endOutput) {
        return false;
    }
    m_decodedAll = false;
    return true;
}

std::int64_t DecodeAhead::advanced(std::int64_t source, std::int64_t outputSamples) const
{
    return m_stretch.speed == 1 ? source + outputSamples
                                : source + std::llround(static_cast<double>(outputSamples) * m_stretch.speed);
}

void DecodeAhead::noteSegment(std::int64_t source, bool silent)
{
    if (!m_segments.empty()) {
        const Segment& last = m_segments.back();
        const std::int64_t expected = last.silent ? last.source : advanced(last.source, m_output - last.output);
        const std::int64_t rounding = m_stretch.speed == 1 ? 0 : 2; // both are to the nearest sample
        if (last.silent == silent && std::abs(expected - source) <= rounding) {
            return;
        }
    }
    m_segments.push_back({.output = m_output, .source = source, .silent = silent});
}

} // namespace dass
