#pragma once

#include "core/corrections/correction_list.h"
#include "core/inference/events.h"

#include <cstddef>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace dass {

// An event of which a person has said something.
struct CorrectedRow
{
    std::size_t place = 0;      // among the events
    Correction correction;      // that made it what it is
    std::optional<Event> found; // as the model found it; none: added
};

// Events as a person corrected them. Order: by start, then class, then end.
struct CorrectedEvents
{
    std::vector<Event> events;
    std::vector<CorrectedRow> rows; // by place; events that are the model's alone have none

    const CorrectedRow* rowAt(std::size_t place) const; // null for the model's alone
};
const CorrectedRow* rowAt(std::span<const CorrectedRow> rows, std::size_t place);

// Lays corrections over the events that findEvents() gave for a result, whatever threshold, gap or shortest length they
// were found with. `labels` are the classes' [classes].
//
// A correction is about an event of the tag of its `found` if
//   - at least half of the event lies in the span of `found` (a higher threshold breaks an event into pieces: each is
//     meant), or
//   - at least half of that span lies in the event, and the event is at most three times as long (a lower threshold
//     makes an event grow; one that has grown together with its neighbours holds sound that nobody has judged, and is
//     shown as the model has it).
// Where several are about one event, the one counts whose span is most like the event's (their common part over the
// whole of both), of those that are equally like it the one made last.
//
// Then a deleted event is left out; a renamed one has the new tag and keeps the span that it has now; a moved one has
// exactly the person's span, one row however many pieces the model finds; a mark changes nothing else. An event that
// was added is always there, whatever the settings. The others are there as long as the model finds what they are
// about: at a threshold that it does not reach there is no row, and below that threshold the correction counts again.
// A person's row never hides another one, of the same tag or not, but for one with the very same tag and span.
//
// Peak and mean of what was added, renamed or moved are the model's probabilities of that tag in that span, 0 where
// nothing has been tagged yet. What cannot be meant has no effect: an empty span, a tag that the model does not have.
// Soon ended, with no events, once a stop was asked for.
CorrectedEvents applyCorrections(std::vector<Event> events, const CorrectionList& corrections,
                                 std::span<const Label> labels, const TaggingResult& result,
                                 const std::stop_token& stop = {});

} // namespace dass
