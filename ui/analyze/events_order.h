#pragma once

#include "app/jobs/digest_worker.h"

#include <QString>
#include <Qt>

#include <cstdint>
#include <memory>
#include <vector>

namespace dass {

class LabelTree;

// What a table of events can be ordered by.
enum class EventKey { Start, End, Duration, Tag, Peak, Mean, Correction };

// What a person has said of an event: nothing, a verdict, or another tag, span or event than the model's.
enum class EventReview : std::uint8_t { Any, None, Right, Wrong, Changed };

// Which events a table shows. Says nothing about the events themselves.
struct EventFilter
{
    QString name; // part of the tag's, in small letters or capitals
    EventReview review = EventReview::Any;

    bool isEmpty() const { return name.isEmpty() && review == EventReview::Any; }
    bool operator==(const EventFilter&) const = default;
};

// The events of a digest, all or some, in the order of a table. Never changes once made, so any thread may read it.
// What it was made from is kept with it: classes and their names stay those of its events, whatever the window shows
// next.
class EventsOrder
{
public:
    EventsOrder() = default; // no events
    // Events that are alike keep the order that they have in the digest, by start, then class, then end. The digest's
    // classes are those of `labels`.
    EventsOrder(std::shared_ptr<const Digest> digest, std::shared_ptr<const LabelTree> labels, EventKey key,
                Qt::SortOrder order, const EventFilter& filter = {});

    int all() const { return static_cast<int>(m_rows.size()); } // of the digest
    bool holds(const Event& event) const;                       // whether all() have such a tag and start
    int rows() const { return static_cast<int>(m_places.size()); }
    const Event& event(int row) const { return m_digest->events[place(row)]; }
    // What a person has said of an event; null: nothing.
    const CorrectedRow* correction(int row) const { return rowAt(m_digest->corrected, place(row)); }
    // The row of the same tag and start, of several the one with the same end, else the first; -1 if there is none, or
    // the filter has left it out.
    int rowOf(const Event& event) const;
    int rowsAlike(const EventsOrder& other) const;        // from the first on, equal in both
    const LabelTree& labels() const { return *m_labels; } // for what has rows

private:
    std::size_t place(int row) const { return m_places[static_cast<std::size_t>(row)]; } // in the digest
    std::vector<double> keys(EventKey key) const;                                        // [events]
    std::vector<bool> passing(const EventFilter& filter) const;                          // [events]
    std::int64_t placeOf(const Event& event) const;                                      // -1 if there is none

    std::shared_ptr<const Digest> m_digest;
    std::shared_ptr<const LabelTree> m_labels;
    std::vector<std::uint32_t> m_places; // [rows], in the digest
    std::vector<std::int32_t> m_rows;    // [events of the digest], the other way round; -1: left out
};

} // namespace dass
