#include "core/base/utf8.h"
#include "core/report/export_writers.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <ostream>

namespace dass {

namespace {

using OrderedJson = nlohmann::ordered_json;

// Written as the shortest decimals that give the same double: 0.71, 12.345.
double rounded(double value, double scale)
{
    return std::round(value * scale) / scale;
}

double secondsOf(std::int64_t sample)
{
    return static_cast<double>((sample + 8) / 16) / 1000;
}

OrderedJson eventJson(const Report& report, const Event& event)
{
    const Label& label = report.labels.at(static_cast<std::size_t>(event.classIndex));
    return {{"start_s", secondsOf(event.startSample)},
            {"end_s", secondsOf(event.endSample)},
            {"label", validUtf8(label.name)},
            {"mid", validUtf8(label.mid)},
            {"peak_probability", rounded(event.peakProbability, 1e6)},
            {"mean_probability", rounded(event.meanProbability, 1e6)}};
}

// The words at the end are there for what a person has said something of; "found" is the model's own event where that
// is another one now.
OrderedJson rowJson(const Report& report, std::size_t place)
{
    OrderedJson json = eventJson(report, report.events[place]);
    if (const CorrectedRow* row = rowAt(report.corrected, place)) {
        json["correction"] = correctionWords(row->correction);
        if (row->found && (row->correction.tag || row->correction.span))
            json["found"] = eventJson(report, *row->found);
    }
    return json;
}

OrderedJson summaryJson(const Label& label, const ClassSummary& summary)
{
    return {{"label", validUtf8(label.name)},
            {"mid", validUtf8(label.mid)},
            {"max_probability", rounded(summary.maxProbability, 1e6)},
            {"mean_probability", rounded(summary.meanProbability, 1e6)},
            {"seconds_above_threshold", rounded(summary.secondsAboveThreshold, 1e3)}};
}

} // namespace

void writeJsonHeader(const Report& /*report*/, std::ostream& /*out*/) {}

// One event or class a line: long results stay readable, and none is held in memory as a tree.
Outcome writeJsonRows(const Report& report, std::ostream& out, const std::stop_token& stop)
{
    out << "{\n\"file\": " << OrderedJson(report.file).dump()
        << ",\n\"duration_s\": " << OrderedJson(secondsOf(report.result.samples)).dump() << ",\n\"events\": [";
    const char* separator = "\n";
    for (std::size_t i = 0; i < report.events.size(); ++i) {
        if (stop.stop_requested())
            return Outcome::Cancelled;
        out << separator << rowJson(report, i).dump();
        separator = ",\n";
    }
    out << "\n],\n\"summary\": [";
    separator = "\n";
    const auto summaries = summarise(report.result, report.provenance.events, stop);
    for (const std::size_t c : report.chosenClasses()) {
        if (stop.stop_requested())
            return Outcome::Cancelled;
        out << separator << summaryJson(report.labels.at(c), summaries.at(c)).dump();
        separator = ",\n";
    }
    out << "\n],\n\"provenance\": " << toJson(report.provenance) << "\n}\n";
    return Outcome::Finished;
}

} // namespace dass
