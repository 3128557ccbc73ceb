#include "core/report/events_of_model.h"

#include "core/base/error.h"
#include "core/report/class_tree.h"

#include <set>
#include <string>

namespace dass {

EventSettings eventsOfModel(const EventSettings& events, const std::vector<Label>& from, const std::vector<Label>& to,
                            bool leavesOut)
{
    if (from == to)
        return events;
    EventSettings mapped = events;
    if (!events.rollUp.empty())
        mapped.rollUp = classesBelow(to, audioSetTree());
    mapped.ownThresholds.clear(); // of a class that this model does not have nothing is left
    for (const ClassThreshold& own : events.ownThresholds) {
        const std::string& name = from.at(static_cast<std::size_t>(own.classIndex)).name;
        for (std::size_t c = 0; c < to.size(); ++c)
            if (to[c].name == name)
                mapped.ownThresholds.push_back({static_cast<std::int64_t>(c), own.threshold});
    }
    if (events.classes.empty()) // all
        return mapped;
    std::set<std::string> named;
    for (const std::int64_t c : events.classes)
        named.insert(from.at(static_cast<std::size_t>(c)).name);
    std::set<std::string> left;
    for (const Label& label : from)
        if (!named.contains(label.name))
            left.insert(label.name);
    mapped.classes.clear();
    for (std::size_t c = 0; c < to.size(); ++c)
        if (leavesOut ? !left.contains(to[c].name) : named.contains(to[c].name))
            mapped.classes.push_back(static_cast<std::int64_t>(c));
    if (mapped.classes.empty())
        throw Error(ErrorCode::NotFound, "its model has none of the tags that were asked for; choose all tags");
    return mapped;
}

} // namespace dass
