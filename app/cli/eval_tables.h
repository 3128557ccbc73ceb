#pragma once

#include "core/distill/model_scores.h"

#include <span>
#include <string>

// The tables that `dass eval` writes beside its JSON (docs/formats.md). RFC 4180, numbers as in the exports.

namespace dass::cli {

// One row a class, in the order of the model's outputs; the scores of a class without a positive clip are empty.
std::string perClassTable(const distill::ModelScores& scores, std::span<const Label> labels);

// One row a bin of probability; an empty bin's means are empty.
std::string reliabilityTable(const distill::ModelScores& scores);

} // namespace dass::cli
