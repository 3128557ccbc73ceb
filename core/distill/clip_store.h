#pragma once

#include "core/distill/cache_budget.h"
#include "core/distill/data_list.h"
#include "core/features/fbank.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace dass::distill {

// The sound of a data list's clips as mono at one rate, decoded on first use and then kept in memory as 16-bit samples
// until the budget, which other stores may share, is used up. A file that cannot be read counts as bad and is asked for
// no more. Several threads may ask at once: each decodes what it asks for itself.
class ClipStore
{
public:
    // No budget: nothing is kept.
    ClipStore(std::vector<Clip> clips, std::shared_ptr<CacheBudget> budget, int sampleRate = fbank::kSampleRate);

    std::int64_t size() const { return static_cast<std::int64_t>(m_clips.size()); }
    const std::vector<Clip>& clips() const { return m_clips; }
    int sampleRate() const { return m_sampleRate; } // Hz

    // The whole clip in [-1, 1], at most the first kMaxSeconds of it; empty when it is bad.
    std::vector<float> samples(std::int64_t index);

    // One line for each bad clip since the last call: its path and why.
    std::vector<std::string> takeComplaints();

    static constexpr std::int64_t kMaxSeconds = 600;

private:
    struct Entry
    {
        bool bad = false;
        bool kept = false;
        std::vector<std::int16_t> samples;
    };

    std::vector<std::int16_t> decode(std::int64_t index) const;

    std::vector<Clip> m_clips;
    std::shared_ptr<CacheBudget> m_budget;
    int m_sampleRate;
    std::mutex m_mutex; // of what follows; samples that are kept change no more
    std::vector<Entry> m_entries;
    std::vector<std::string> m_complaints;
};

} // namespace dass::distill
