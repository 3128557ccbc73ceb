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

// Labels for a model with so many classes that tells none itself: AudioSet's when there are 527, else "class 0", ….
std::vector<Label> defaultLabels(std::int64_t classes);

} // namespace dass
