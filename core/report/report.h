#pragma once

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
    std::vector<Event> events; // by start; found with provenance.events, or corrected by hand

    // The classes that were asked for, in the model's order.
    std::vector<std::size_t> chosenClasses() const;
};

// Finds the events (none, soon, once a stop was asked for) and completes the provenance from the result.
Report makeReport(std::string file, TaggingResult result, std::vector<Label> labels, Provenance provenance,
                  const std::stop_token& stop = {});

} // namespace dass
