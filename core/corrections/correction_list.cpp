#include "core/corrections/correction_list.h"

#include <algorithm>

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

} // namespace dass
