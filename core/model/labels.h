#pragma once

#include "core/model/tagging_model.h"

#include <filesystem>
#include <vector>

namespace dass {

// AudioSet's 527 classes, from the table that ships with the program. Throws Error(NotFound, BadFile).
const std::vector<Label>& audioSetLabels();

// A table with the columns index, mid and name (or display_name), as AudioSet's class_labels_indices.csv, in the order
// of its indices, which must run from 0 without a gap. Throws Error(NotFound, BadFile, Io).
std::vector<Label> readLabels(const std::filesystem::path& csv);

// A nameless class becomes "class 7", and of classes that are named alike all but the first add it: "Dog (class 7)". By
// their names people choose classes, and results tell them apart.
void tellApart(std::vector<Label>& labels);

// Labels for a model with so many classes that tells none itself: AudioSet's when there are 527, else "class 0", ….
std::vector<Label> defaultLabels(std::int64_t classes);

} // namespace dass
