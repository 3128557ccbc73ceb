#include "core/base/csv.h"
#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/inference/row_times.h"
#include "core/report/export_writers.h"

#include <ostream>

namespace dass {

void writeFramesCsvHeader(const Report& report, std::ostream& out)
{
    out << "start_s,end_s";
    for (const std::size_t c : report.chosenClasses())
        out << ',' << csvField(validUtf8(report.labels.at(c).name));
    out << "\r\n";
}

Outcome writeFramesCsvRows(const Report& report, std::ostream& out, const std::stop_token& stop)
{
    const auto classes = report.chosenClasses();
    const ProbabilityMatrix& matrix = *report.result.probabilities;
    std::string line;
    for (std::int64_t row = 0; row < matrix.rows(); ++row) {
        if (stop.stop_requested())
            return Outcome::Cancelled;
        const SampleSpan window = windowSpan(report.result, row);
        const auto values = matrix.row(row);
        line = millisecondText(window.start) + ',' + millisecondText(window.end);
        for (const std::size_t c : classes) {
            line += ',';
            appendFixed(line, values[c], kProbabilityDecimals);
        }
        line += "\r\n";
        out << line;
    }
    return Outcome::Finished;
}

} // namespace dass
