#pragma once

#include "core/inference/events.h"
#include "core/model/tagging_model.h"

#include <vector>

namespace dass {

// Settings whose class indices are those of `from`, for results of a model with the labels `to`: classes and thresholds
// of their own by their names, the roll-up by the tree of `to`. leavesOut: all classes are meant but those that `from`
// has and the settings do not name; else those that are named. Throws Error(NotFound) where the other model has none of
// the classes that were asked for, and as audioSetTree().
EventSettings eventsOfModel(const EventSettings& events, const std::vector<Label>& from, const std::vector<Label>& to,
                            bool leavesOut);

} // namespace dass
