#include "core/base/csv.h"
#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/report/export_writers.h"

#include <ostream>

namespace dass {

void writeEventsCsvHeader(const Report& report, std::ostream& out)
{
    out << "file,start_s,end_s,label,mid,peak_probability,mean_probability"
        << (report.isCorrected() ? ",correction\r\n" : "\r\n");
}

Outcome writeEventsCsvRows(const Report& report, std::ostream& out, const std::stop_token& stop)
{
    const std::string file = csvField(report.file);
    for (std::size_t i = 0; i < report.events.size(); ++i) {
        if (stop.stop_requested())
            return Outcome::Cancelled;
        const Event& event = report.events[i];
        const Label& label = report.labels.at(static_cast<std::size_t>(event.classIndex));
        out << file << ',' << millisecondText(event.startSample) << ',' << millisecondText(event.endSample) << ','
            << csvField(validUtf8(label.name)) << ',' << csvField(validUtf8(label.mid)) << ','
            << fixedText(event.peakProbability, kProbabilityDecimals) << ','
            << fixedText(event.meanProbability, kProbabilityDecimals);
        if (report.isCorrected())
            out << ',' << report.correctionOf(i);
        out << "\r\n";
    }
    return Outcome::Finished;
}

} // namespace dass
