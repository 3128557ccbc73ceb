#include "core/base/csv.h"
#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/report/export_writers.h"

#include <ostream>

namespace dass {

void writeSummaryCsvHeader(const Report& /*report*/, std::ostream& out)
{
    out << "file,duration_s,label,mid,max_probability,mean_probability,seconds_above_threshold\r\n";
}

Outcome writeSummaryCsvRows(const Report& report, std::ostream& out, const std::stop_token& stop)
{
    const std::string file = csvField(report.file);
    const std::string duration = millisecondText(report.result.samples);
    const auto summaries = summarise(report.result, report.provenance.events, stop);
    for (const std::size_t c : report.chosenClasses()) {
        if (stop.stop_requested())
            return Outcome::Cancelled;
        const Label& label = report.labels.at(c);
        const ClassSummary& summary = summaries.at(c);
        out << file << ',' << duration << ',' << csvField(validUtf8(label.name)) << ','
            << csvField(validUtf8(label.mid)) << ',' << fixedText(summary.maxProbability, kProbabilityDecimals) << ','
            << fixedText(summary.meanProbability, kProbabilityDecimals) << ','
            << fixedText(summary.secondsAboveThreshold, 3) << "\r\n";
    }
    return Outcome::Finished;
}

} // namespace dass
