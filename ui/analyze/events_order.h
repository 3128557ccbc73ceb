#pragma once

#include "app/jobs/digest_worker.h"

#include <Qt>

#include <cstdint>
#include <memory>
#include <vector>

namespace dass {

class LabelTree;

// What a table of events can be ordered by.
enum class EventKey { Start, End, Duration, Tag, Peak, Mean, Correction };

// The events of a digest in the order of a table. Never changes once made, so any thread may read it. What it was made
// from is kept with it: classes and their names stay those of its events, whatever the window shows next.
class EventsOrder
{
public:
    EventsOrder() = default; // no events
    // Events that are alike keep the order that they have in the digest, by start, then class, then end. The digest's
    // classes are those of `labels`.
    EventsOrder(std::shared_ptr<const Digest> digest, std::shared_ptr<const LabelTree> labels, EventKey key,
                Qt::SortOrder order);

    int rows() const { return static_cast<int>(m_places.size()); }
    const Event& event(int row) const { return m_digest->events[place(row)]; }
    // What a person has said of an event; null: nothing.
    const CorrectedRow* correction(int row) const { return rowAt(m_digest->corrected, place(row)); }
    // The row of the same tag and start, of several the one with the same end, else the first; -1 if there is none.
    int rowOf(const Event& event) const;
    int rowsAlike(const EventsOrder& other) const;        // from the first on, equal in both
    const LabelTree& labels() const { return *m_labels; } // for what has rows

private:
    std::size_t place(int row) const { return m_places[static_cast<std::size_t>(row)]; } // in the digest
    std::vector<double> keys(EventKey key) const;                                        // [events]

    std::shared_ptr<const Digest> m_digest;
    std::shared_ptr<const LabelTree> m_labels;
    std::vector<std::uint32_t> m_places; // [rows], in the digest
    std::vector<std::uint32_t> m_rows;   // [events of the digest], the other way round
};

} // namespace dass
