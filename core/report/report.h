#pragma once

#include "core/corrections/apply_corrections.h"
#include "core/inference/tagger.h"
#include "core/report/provenance.h"

#include <cstddef>
#include <stop_token>
#include <string>
#include <vector>

namespace dass {

// One recording's result with all that an export may want to say about it.
struct Report
{
    std::string file; // as tables name the recording, UTF-8
    TaggingResult result;
    std::vector<Label> labels; // [classes]
    Provenance provenance;
    std::vector<Event> events;           // by start; found with provenance.events, then corrected
    std::vector<CorrectedRow> corrected; // of the events; those without one are the model's alone

    // Whether a person's corrections are part of it. Only then do rows say whose they are.
    bool isCorrected() const { return !provenance.corrections.empty(); }
    std::string correctionOf(std::size_t event) const; // as correctionWords(); empty: the model's alone

    // The classes that were asked for, in the model's order.
    std::vector<std::size_t> chosenClasses() const;
};

// Finds the events (none, soon, once a stop was asked for) and completes the provenance from the result.
Report makeReport(std::string file, TaggingResult result, std::vector<Label> labels, Provenance provenance,
                  const std::stop_token& stop = {});

// Lays a person's corrections over the report's events; an empty list leaves it as it is. Frames and summary stay the
// model's. Not twice.
void correctReport(Report& report, const CorrectionList& corrections, const std::stop_token& stop = {});

} // namespace dass
