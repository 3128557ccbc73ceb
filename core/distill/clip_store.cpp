#include "core/distill/clip_store.h"

#include "core/audio/audio_reader.h"
#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace dass::distill {

namespace {

constexpr float kFullScale = 32767.0F;
constexpr std::size_t kBlock = 16384;

std::vector<float> toFloats(const std::vector<std::int16_t>& samples)
{
    std::vector<float> floats(samples.size());
    std::transform(samples.begin(), samples.end(), floats.begin(),
                   [](std::int16_t sample) { return static_cast<float>(sample) / kFullScale; });
    return floats;
}

} // namespace

ClipStore::ClipStore(std::vector<Clip> clips, std::shared_ptr<CacheBudget> budget, int sampleRate)
    : m_clips(std::move(clips)), m_budget(std::move(budget)), m_sampleRate(sampleRate), m_entries(m_clips.size())
{
}

std::vector<float> ClipStore::samples(std::int64_t index)
{
    Entry& entry = m_entries.at(static_cast<std::size_t>(index));
    std::unique_lock lock(m_mutex);
    if (entry.bad)
        return {};
    if (entry.kept) {
        lock.unlock();
        return toFloats(entry.samples);
    }
    lock.unlock();
    std::vector<std::int16_t> samples;
    try {
        samples = decode(index);
    } catch (const Error& error) {
        lock.lock();
        if (!entry.bad) // another thread may have met it as well
            m_complaints.emplace_back(error.what());
        entry.bad = true;
        return {};
    }
    std::vector<float> floats = toFloats(samples);
    const auto bytes = static_cast<std::int64_t>(samples.size() * sizeof(std::int16_t));
    lock.lock();
    if (!entry.kept && m_budget && m_budget->take(bytes)) {
        entry.samples = std::move(samples);
        entry.kept = true;
    }
    return floats;
}

std::vector<std::string> ClipStore::takeComplaints()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_complaints, {});
}

std::vector<std::int16_t> ClipStore::decode(std::int64_t index) const
{
    const std::filesystem::path& path = m_clips[static_cast<std::size_t>(index)].path;
    AudioReader reader(path, AudioOptions{m_sampleRate, std::nullopt});
    std::vector<std::int16_t> samples;
    std::vector<float> block(kBlock);
    const auto limit = static_cast<std::size_t>(kMaxSeconds * m_sampleRate);
    while (samples.size() < limit) {
        const std::size_t read = reader.read(block);
        for (std::size_t i = 0; i < read; ++i) {
            const float scaled = std::round(std::clamp(block[i], -1.0F, 1.0F) * kFullScale);
            samples.push_back(static_cast<std::int16_t>(scaled));
        }
        if (read < block.size())
            break;
    }
    const std::int64_t frame = std::int64_t{fbank::kFrameLength} * m_sampleRate / fbank::kSampleRate;
    if (samples.size() < static_cast<std::size_t>(frame))
        throw Error(ErrorCode::BadFile, path.string() + ": holds " + std::to_string(samples.size()) + " samples at " +
                                            std::to_string(m_sampleRate) + " Hz; want at least one frame of " +
                                            std::to_string(frame));
    return samples;
}

} // namespace dass::distill
