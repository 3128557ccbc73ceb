#pragma once

#include "core/distill/label_table.h"
#include "core/metrics/classification_metrics.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <vector>

namespace dass::distill {

// Clips with one label, by their class and the class that got the highest probability instead, of the classes that any
// clip has.
struct ClassConfusion
{
    std::int64_t label = 0;
    std::int64_t takenFor = 0;
    std::int64_t clips = 0;
};

// Most clips first. predictions and targets: [clips, classes].
std::vector<ClassConfusion> confusionsOf(std::span<const float> predictions, std::span<const float> targets,
                                         std::int64_t classes);

// Writes classes.csv and confusions.csv (formats.md) of an evaluation into a run's folder. What the folder's table says
// of the first evaluation is kept. Throws Error(Io).
void writeClassTables(const std::filesystem::path& folder, const LabelTable& table, const TaggingScores& scores,
                      const std::optional<TaggingScores>& teacher, const std::vector<ClassConfusion>& confusions);

} // namespace dass::distill
