#pragma once

#include "core/distill/data_list.h"

#include <cstdint>
#include <string>
#include <vector>

namespace dass::distill {

// The sound of a data list's clips as 16 kHz mono, decoded on first use and then kept in memory as 16-bit samples until
// the budget is used up. A file that cannot be read counts as bad and is asked for no more. One thread at a time.
class ClipStore
{
public:
    ClipStore(std::vector<Clip> clips, std::int64_t budgetBytes);

    std::int64_t size() const { return static_cast<std::int64_t>(m_clips.size()); }
    const std::vector<Clip>& clips() const { return m_clips; }

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

    std::vector<std::int16_t> decode(std::int64_t index);

    std::vector<Clip> m_clips;
    std::vector<Entry> m_entries;
    std::int64_t m_budgetLeft;
    std::vector<std::string> m_complaints;
};

} // namespace dass::distill
