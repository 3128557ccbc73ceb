#pragma once

#include "core/distill/data_list.h"
#include "core/distill/label_table.h"
#include "core/distill/spec.h"

#include <optional>
#include <vector>

namespace dass::distill {

// Whether scores on these clips can stand beside those that are published for AudioSet: its classes in its order, and
// about as many clips as its evaluation set has, named by the videos that they are from.
bool isAudioSet(const LabelTable& table, const std::vector<Clip>& evaluation);

// The mAP that the paper gives for the run's row. None where the specification is no preset's that is a row, where its
// student, teachers or labels are others by now, and on all other data.
std::optional<double> publishedScore(const Spec& spec, const LabelTable& table, const std::vector<Clip>& evaluation);

} // namespace dass::distill
