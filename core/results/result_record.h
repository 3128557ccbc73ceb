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

// What a result is of: the file by its path, the model, and all settings of tagging that change the rows. Not the
// program's version or the file's state: a result of another one of those replaces the older.
std::string keyOf(const Provenance& run);

// Whether the run that `wanted` describes would make the very result that `found` tells of: of the same key, by the
// same program, from a file that is unchanged since.
bool sameRun(const Provenance& found, const Provenance& wanted);

} // namespace dass
