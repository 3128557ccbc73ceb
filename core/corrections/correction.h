#pragma once

#include "core/model/tagging_model.h"

#include <cstdint>
#include <optional>
#include <string>

namespace dass {

// Samples at 16 kHz: [startSample, endSample). Empty where the end is not behind the start.
struct EventSpan
{
    std::int64_t startSample = 0;
    std::int64_t endSample = 0;

    bool isEmpty() const { return endSample <= startSample; }
    bool operator==(const EventSpan&) const = default;
};

// What a person says of an event after listening, whether or not anything else about it is changed.
enum class Verdict { None, Right, Wrong };

// An event as it was when a person corrected it. Tags are named, not numbered: class indices are a model's own, and
// corrections outlive the model that they were made with.
struct FoundEvent
{
    Label tag;
    EventSpan span;

    bool operator==(const FoundEvent&) const = default;
};

// What a person has put right about one event. It is laid over what the model found (apply_corrections.h) and never
// changes that.
struct Correction
{
    std::uint64_t id = 0; // within its list, in the order of making; not kept in files

    std::optional<FoundEvent> found; // the model's event that it is about; none: the event is the person's own
    bool deleted = false;            // it is no event: the rest does not matter
    std::optional<Label> tag;        // the right tag; none: the model's
    std::optional<EventSpan> span;   // the right place; none: the model's
    Verdict verdict = Verdict::None;

    bool isAdded() const { return !found; } // has tag and span
    bool changesNothing() const { return found && !deleted && !tag && !span && verdict == Verdict::None; }
};

// The same tag: by machine id where both have one, else by name.
bool sameTag(const Label& a, const Label& b);

// What was done, for files: "added", or those of "renamed", "moved" that hold, then "right" or "wrong", with spaces in
// between: "renamed right". "deleted" for what is no event.
std::string correctionWords(const Correction& correction);

} // namespace dass
