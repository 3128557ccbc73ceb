#include "core/base/number_text.h"
#include "core/base/one_line.h"
#include "core/base/utf8.h"
#include "core/report/export_writers.h"

#include <ostream>

namespace dass {

namespace {

// "0:01:23.4"
std::string clockText(std::int64_t sample)
{
    const std::int64_t tenths = (sample + 800) / 1600;
    const auto twoDigits = [](std::int64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    return std::to_string(tenths / 36000) + ':' + twoDigits(tenths / 600 % 60) + ':' + twoDigits(tenths / 10 % 60) +
           '.' + std::to_string(tenths % 10);
}

std::string padded(std::string text, std::size_t width)
{
    return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

} // namespace

void writeTextTableHeader(const Report& /*report*/, std::ostream& /*out*/) {}

Outcome writeTextTableRows(const Report& report, std::ostream& out, const std::stop_token& stop)
{
    out << oneLine(report.file) << "  (" << clockText(report.result.samples) << ")\n";
    if (report.events.empty()) {
        if (report.provenance.events.ownThresholds.empty())
            out << "  no tag reaches a probability of " << fixedText(report.provenance.events.threshold, 2) << "\n\n";
        else
            out << "  no tag reaches its threshold\n\n";
        return Outcome::Finished;
    }
    out << "       start         end   peak   mean  tag\n";
    for (std::size_t i = 0; i < report.events.size(); ++i) {
        if (stop.stop_requested())
            return Outcome::Cancelled;
        const Event& event = report.events[i];
        const Label& label = report.labels.at(static_cast<std::size_t>(event.classIndex));
        out << padded(clockText(event.startSample), 12) << padded(clockText(event.endSample), 12)
            << padded(fixedText(event.peakProbability, 2), 7) << padded(fixedText(event.meanProbability, 2), 7) << "  "
            << oneLine(validUtf8(label.name));
        if (const std::string correction = report.correctionOf(i); !correction.empty())
            out << "  [" << correction << ']';
        out << '\n';
    }
    out << '\n';
    return Outcome::Finished;
}

} // namespace dass
