#pragma once

#include "app/haystack/needle_clip.h"
#include "core/niah/spec.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <filesystem>
#include <vector>

namespace dass {

// An experiment that is being planned is a niah::Spec; these fill it in, look at it and keep it. Except for
// plannedCells, all read files and throw Error.

QStringList presetChoices(); // names as on the command line
// Axes, haystacks and pooling of a preset; needles and models stay those of `plan`.
niah::Spec withPreset(const niah::Spec& plan, const QString& name);

std::vector<niah::NeedleFile> needleFiles(const std::vector<NeedleClip>& clips); // those that have labels

std::string planText(const niah::Spec& plan);      // the same for plans that are alike
std::int64_t plannedCells(const niah::Spec& plan); // without the needles alone

// The same with every name filled in, or Error(InvalidArgument, NotFound) that says what is wrong.
niah::Spec checkedPlan(const niah::Spec& plan);

void savePlan(const niah::Spec& plan, const std::filesystem::path& file); // as `dass niah` reads it
niah::Spec loadPlan(const std::filesystem::path& file);                   // a specification, or experiment.json

} // namespace dass
