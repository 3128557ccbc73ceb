#pragma once

#include "app/haystack/needle_clip.h"
#include "core/niah/record.h"
#include "core/niah/spec.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <filesystem>
#include <vector>

namespace dass {

// An experiment that is being planned is a niah::Spec; these fill it in, look at it and keep it. Except for
// hasNeedles, modelPath and plannedCells, all read files and throw Error.

QStringList presetChoices(); // names as on the command line
// Axes, haystacks and pooling of a preset; needles and models stay those of `plan`.
niah::Spec withPreset(const niah::Spec& plan, const QString& name);

std::vector<niah::NeedleFile> needleFiles(const std::vector<NeedleClip>& clips); // those that have labels

bool hasNeedles(const niah::Spec& plan);
QString modelPath(const niah::ModelEntry& model);  // as the window names it: the bundled one by its folder
std::string planText(const niah::Spec& plan);      // the same for plans that are alike
std::int64_t plannedCells(const niah::Spec& plan); // without the needles alone

// The same with every name filled in, or Error(InvalidArgument, NotFound) that says what is wrong.
niah::Spec checkedPlan(const niah::Spec& plan);

void savePlan(const niah::Spec& plan, const std::filesystem::path& file); // as `dass niah` reads it
niah::Spec loadPlan(const std::filesystem::path& file);                   // a specification, or experiment.json
// What an experiment that lies in `folder` was made of, where files that it names may be gone: those of haystacks and
// models are not looked for, its needles and labels are left out.
niah::Spec recordedPlan(const niah::Experiment& experiment, const std::filesystem::path& folder);

} // namespace dass
