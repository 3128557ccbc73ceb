#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/report/export_writers.h"

#include <ostream>

namespace dass {

void writeRavenHeader(const Report& report, std::ostream& out)
{
    out << "Selection\tView\tChannel\tBegin Time (s)\tEnd Time (s)\tLow Freq (Hz)\tHigh Freq (Hz)\tLabel\tConfidence\t"
           "Begin Path\tFile Offset (s)"
        << (report.isCorrected() ? "\tCorrection\n" : "\n");
}

// A tag is about the whole band that the model hears, 0 to 8 kHz, and about all channels mixed; Raven wants one.
// Frequencies have a decimal, as Raven writes them: readers tell the type of a column by it.
Outcome writeRavenRows(const Report& report, std::ostream& out, const std::stop_token& stop)
{
    const std::string path = tabField(report.provenance.inputPath);
    for (std::size_t i = 0; i < report.events.size(); ++i) {
        if (stop.stop_requested())
            return Outcome::Cancelled;
        const Event& event = report.events[i];
        const Label& label = report.labels.at(static_cast<std::size_t>(event.classIndex));
        const std::string start = millisecondText(event.startSample);
        out << std::to_string(i + 1) << "\tSpectrogram 1\t1\t" << start << '\t' << millisecondText(event.endSample)
            << "\t0.0\t8000.0\t" << tabField(validUtf8(label.name)) << '\t'
            << fixedText(event.peakProbability, kProbabilityDecimals) << '\t' << path << '\t' << start;
        if (report.isCorrected())
            out << '\t' << report.correctionOf(i);
        out << '\n';
    }
    return Outcome::Finished;
}

} // namespace dass
