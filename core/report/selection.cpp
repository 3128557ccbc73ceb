#include "core/report/selection.h"

#include <utility>

namespace dass {

void keepEventsBetween(Report& report, std::int64_t start, std::int64_t end)
{
    std::vector<Event> events;
    std::vector<CorrectedRow> corrected;
    auto row = report.corrected.begin();
    for (std::size_t place = 0; place < report.events.size(); ++place) {
        const Event& event = report.events[place];
        const bool has = row != report.corrected.end() && row->place == place;
        if (event.startSample < end && event.endSample > start) {
            if (has) {
                corrected.push_back(*row);
                corrected.back().place = events.size();
            }
            events.push_back(event);
        }
        if (has)
            ++row;
    }
    report.events = std::move(events);
    report.corrected = std::move(corrected);
}

} // namespace dass
