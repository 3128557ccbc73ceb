#include "core/corrections/correction_list.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace dass {

const Correction* CorrectionList::find(std::uint64_t id) const
{
    const auto found = std::ranges::lower_bound(m_corrections, id, {}, &Correction::id);
    return found != m_corrections.end() && found->id == id ? &*found : nullptr;
}

const Correction* CorrectionList::about(const FoundEvent& found) const
{
    for (const Correction& one : m_corrections)
        if (one.found && one.found->span == found.span && sameTag(one.found->tag, found.tag))
            return &one;
    return nullptr;
}

void CorrectionList::set(const Correction& correction)
{
    const auto place = std::ranges::lower_bound(m_corrections, correction.id, {}, &Correction::id);
    if (place != m_corrections.end() && place->id == correction.id)
        *place = correction;
    else
        m_corrections.insert(place, correction);
    m_lastId = std::max(m_lastId, correction.id);
}

void CorrectionList::remove(std::uint64_t id)
{
    std::erase_if(m_corrections, [id](const Correction& one) { return one.id == id; });
}

void CorrectionList::change(std::vector<Change> changes)
{
    if (changes.size() == 1) { // the others stay where they are
        changes.front().wanted ? set(*changes.front().wanted) : remove(changes.front().id);
        return;
    }
    std::ranges::stable_sort(changes, {}, &Change::id);
    std::vector<Correction> changed;
    changed.reserve(m_corrections.size() + changes.size());
    auto old = m_corrections.begin();
    for (auto change = changes.begin(); change != changes.end(); ++change) {
        if (change->wanted)
            m_lastId = std::max(m_lastId, change->id);
        if (const auto next = std::next(change); next != changes.end() && next->id == change->id)
            continue; // the last one counts
        while (old != m_corrections.end() && old->id < change->id)
            changed.push_back(std::move(*old++));
        if (old != m_corrections.end() && old->id == change->id)
            ++old;
        if (change->wanted)
            changed.push_back(*change->wanted);
    }
    changed.insert(changed.end(), std::make_move_iterator(old), std::make_move_iterator(m_corrections.end()));
    m_corrections = std::move(changed);
}

bool sayTheSame(const CorrectionList& a, const CorrectionList& b)
{
    return std::ranges::equal(a.all(), b.all(), [](const Correction& one, const Correction& other) {
        return one.found == other.found && one.deleted == other.deleted && one.tag == other.tag &&
               one.span == other.span && one.verdict == other.verdict;
    });
}

} // namespace dass
