#pragma once

#include "app/distill/job_checks.h"

#include <cstdint>
#include <vector>

namespace dass {

// What is found of the weights that the student starts from and of the teachers that hear the batches, each in a check
// of its own. Any thread but the GUI's; throws nothing.
std::vector<JobCheck> checkWeights(const distill::Spec& spec, std::int64_t classes);

// Stored outputs that do not fit a list of so many rows.
std::vector<JobCheck> checkOutputs(const distill::Spec& spec, std::int64_t rows, std::int64_t classes, bool evaluation);

} // namespace dass
