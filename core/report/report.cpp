#include "core/report/report.h"

#include "core/corrections/corrections_file.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace dass {

std::vector<std::size_t> Report::chosenClasses() const
{
    const auto& asked = provenance.events.classes;
    std::vector<std::size_t> classes(asked.begin(), asked.end());
    if (classes.empty()) {
        classes.resize(labels.size());
        std::iota(classes.begin(), classes.end(), std::size_t{0});
    }
    std::ranges::sort(classes);
    classes.erase(std::unique(classes.begin(), classes.end()), classes.end());
    return classes;
}

std::string Report::correctionOf(std::size_t event) const
{
    const CorrectedRow* row = rowAt(corrected, event);
    return row ? correctionWords(row->correction) : std::string();
}

Report makeReport(std::string file, TaggingResult result, std::vector<Label> labels, Provenance provenance,
                  const std::stop_token& stop)
{
    Report report;
    report.file = std::move(file);
    report.events = findEvents(result, provenance.events, stop);
    report.labels = std::move(labels);
    report.provenance = std::move(provenance);
    report.provenance.samples = result.samples;
    report.provenance.complete = result.complete;
    report.provenance.warnings = result.warnings;
    report.result = std::move(result);
    return report;
}

void correctReport(Report& report, const CorrectionList& corrections, const std::stop_token& stop)
{
    if (corrections.empty())
        return;
    CorrectedEvents events =
        applyCorrections(std::move(report.events), corrections, report.labels, report.result, stop);
    report.events = std::move(events.events);
    report.corrected = std::move(events.rows);
    report.provenance.corrections = correctionsText(corrections);
}

} // namespace dass
