#include "core/report/export_writers.h"
#include "core/report/number_text.h"
#include "core/report/utf8.h"

#include <ostream>

namespace dass {

void writeEventsCsvHeader(const Report& /*report*/, std::ostream& out)
{
    out << "file,start_s,end_s,label,mid,peak_probability,mean_probability\r\n";
}

Outcome writeEventsCsvRows(const Report& report, std::ostream& out, const std::stop_token& stop)
{
    const std::string file = csvField(report.file);
    for (const Event& event : report.events) {
        if (stop.stop_requested())
            return Outcome::Cancelled;
        const Label& label = report.labels.at(static_cast<std::size_t>(event.classIndex));
        out << file << ',' << millisecondText(event.startSample) << ',' << millisecondText(event.endSample) << ','
            << csvField(validUtf8(label.name)) << ',' << csvField(validUtf8(label.mid)) << ','
            << fixedText(event.peakProbability, kProbabilityDecimals) << ','
            << fixedText(event.meanProbability, kProbabilityDecimals) << "\r\n";
    }
    return Outcome::Finished;
}

} // namespace dass
