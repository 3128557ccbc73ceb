#pragma once

#include "core/inference/tagger.h"
#include "core/report/provenance.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace dass {

// What lies beside a stored matrix of probabilities: what the run was, and what the matrix must be.
struct ResultRecord
{
    Provenance provenance; // events and class names are not kept: whoever exports sets them
    std::int64_t rows = 0;
    std::int64_t frames = 0;
    std::string rowsSha256; // of the file that holds the matrix
};

// One JSON object.
std::string toText(const ResultRecord& record);

// Throws Error: Unsupported for a record of another format, BadFile for one that is damaged or contradicts itself.
ResultRecord recordFromText(std::string_view text, const std::string& name);

// Whether the run that `wanted` describes would make the very result that `found` tells of: same program, file
// (unchanged since), model and settings of tagging.
bool sameRun(const Provenance& found, const Provenance& wanted);

} // namespace dass
