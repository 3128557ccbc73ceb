// Which recordings a model never learns from.

#include "app/distill/own_recordings.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <random>

namespace dass {

namespace {

using Group = std::vector<std::size_t>; // clips that are held out together or not at all

// By recording, in the order of their first clips.
std::vector<Group> byRecording(const std::vector<OwnRecordings::Clip>& clips)
{
    std::vector<Group> groups;
    std::map<std::filesystem::path, std::size_t> known;
    for (std::size_t i = 0; i < clips.size(); ++i) {
        const auto [place, isNew] = known.try_emplace(clips[i].recording(), groups.size());
        if (isNew)
            groups.emplace_back();
        groups[place->second].push_back(i);
    }
    return groups;
}

// The clips of one recording by the sound that they share.
std::vector<Group> bySound(Group group, const std::vector<OwnRecordings::Clip>& clips)
{
    std::ranges::sort(group, {}, [&](std::size_t i) { return clips[i].startSample; });
    std::vector<Group> groups;
    std::int64_t end = 0; // of the sound so far
    for (const std::size_t i : group) {
        if (clips[i].endSample <= clips[i].startSample) // the whole file: all share its sound
            return {group};
        if (groups.empty() || clips[i].startSample >= end)
            groups.emplace_back();
        groups.back().push_back(i);
        end = std::max(end, clips[i].endSample);
    }
    return groups;
}

class Holder
{
public:
    Holder(const OwnRecordings& recordings, double share)
        : m_clips(recordings.clips), m_all(recordings.clipsOfLabels()), m_left(m_all), m_out(recordings.clips.size())
    {
        for (const int count : m_all)
            m_wanted.push_back(
                count < 2 || share <= 0 ? 0 : std::clamp(static_cast<int>(std::lround(count * share)), 1, count - 1));
    }

    void take(const Group& group)
    {
        std::map<int, int> counts; // by label
        for (const std::size_t i : group)
            for (const int label : m_clips[i].labels)
                ++counts[label];
        bool isWanted = false;
        for (const auto& [label, count] : counts) {
            const auto at = static_cast<std::size_t>(label);
            // Of several clips at once half a label is the most: it would have little left to learn from.
            const int least = group.size() > 1 ? std::max(1, (m_all[at] + 1) / 2) : 1;
            if (m_left[at] - count < least)
                return;
            isWanted = isWanted || m_wanted[at] > 0;
        }
        if (!isWanted)
            return;
        for (const std::size_t i : group)
            m_out[i] = true;
        for (const auto& [label, count] : counts) {
            m_wanted[static_cast<std::size_t>(label)] -= count;
            m_left[static_cast<std::size_t>(label)] -= count;
        }
    }

    const std::vector<bool>& out() const { return m_out; }

private:
    const std::vector<OwnRecordings::Clip>& m_clips;
    const std::vector<int> m_all;
    std::vector<int> m_left; // to learn from
    std::vector<int> m_wanted;
    std::vector<bool> m_out;
};

} // namespace

std::vector<bool> heldOut(const OwnRecordings& recordings, double share, std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    const auto shuffled = [&random](std::vector<Group> groups) {
        for (std::size_t i = groups.size(); i > 1; --i) // std::shuffle differs between libraries
            std::swap(groups[i - 1], groups[random() % i]);
        return groups;
    };
    Holder holder(recordings, share);
    const std::vector<Group> whole = shuffled(byRecording(recordings.clips));
    for (const Group& group : whole)
        holder.take(group);
    std::vector<Group> parts;
    for (const Group& group : whole)
        if (group.size() > 1 && !holder.out()[group.front()])
            std::ranges::move(bySound(group, recordings.clips), std::back_inserter(parts));
    for (const Group& group : shuffled(std::move(parts)))
        holder.take(group);
    return holder.out();
}

} // namespace dass
