#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/report/export_writers.h"

#include <ostream>

namespace dass {

// A label track has no header.
void writeAudacityHeader(const Report& /*report*/, std::ostream& /*out*/) {}

// Audacity takes everything behind the second tab as the label, so quotes would show on its screen.
Outcome writeAudacityRows(const Report& report, std::ostream& out, const std::stop_token& stop)
{
    for (const Event& event : report.events) {
        if (stop.stop_requested())
            return Outcome::Cancelled;
        const Label& label = report.labels.at(static_cast<std::size_t>(event.classIndex));
        out << microsecondText(event.startSample) << '\t' << microsecondText(event.endSample) << '\t'
            << tabField(validUtf8(label.name)) << ' ' << fixedText(event.peakProbability, 2) << '\n';
    }
    return Outcome::Finished;
}

} // namespace dass
