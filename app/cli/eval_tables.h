#pragma once

#include "core/distill/model_scores.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

// The files that `dass eval` writes beside its JSON (docs/formats.md). Tables are RFC 4180, numbers as in the exports.

namespace dass::cli {

// One row a class, in the order of the model's outputs; the scores of a class without a positive clip are empty.
std::string perClassTable(const distill::ModelScores& scores, std::span<const Label> labels);

// One row a bin of probability; an empty bin's means are empty.
std::string reliabilityTable(const distill::ModelScores& scores);

// The kept logits as stored outputs, which a specification or --teacher names. Throws Error(Io).
void writeOutputs(const std::filesystem::path& path, const distill::ModelScores& scores, std::int64_t classes);

} // namespace dass::cli
