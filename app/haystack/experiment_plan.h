#pragma once

#include "app/haystack/needle_clip.h"
#include "app/haystack/probe.h"
#include "core/niah/record.h"
#include "core/niah/spec.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <filesystem>
#include <vector>

namespace dass {

// An experiment that is being planned is a niah::Spec; these fill it in, look at it and keep it. Those that read files
// say so, and throw Error.

QStringList presetChoices(); // names as on the command line; read from the program's folder
// Axes, haystacks and pooling of a preset, which is read; needles and models stay those of `plan`.
niah::Spec withPreset(const niah::Spec& plan, const QString& name);

// What is built grown into an experiment: its haystack, ratio, pooling and way of putting needles in, and axes up to
// its length; needles, models and all else stay those of `plan`.
niah::Spec grownPlan(const niah::Spec& plan, const HaystackChoice& built);
// A file that needles are hidden in, as it is named in results. kind: babble or recording.
niah::HaystackSpec ownHaystack(niah::HaystackKind kind, const QString& file);

// Those that have labels. An experiment hides every clip by itself: one that is listed several times is one needle,
// with the labels of all.
std::vector<niah::NeedleFile> needleFiles(const std::vector<NeedleClip>& clips);

bool hasNeedles(const niah::Spec& plan);
QString modelPath(const niah::ModelEntry& model);  // as the window names it: the bundled one by its folder
std::string planText(const niah::Spec& plan);      // the same for plans that are alike
std::int64_t plannedCells(const niah::Spec& plan); // without the needles alone

// The same with every name filled in, or Error(InvalidArgument, NotFound) that says what is wrong; looks for its files.
niah::Spec checkedPlan(const niah::Spec& plan);

// As `dass niah` reads it: written, and read.
void savePlan(const niah::Spec& plan, const std::filesystem::path& file);
niah::Spec loadPlan(const std::filesystem::path& file); // a specification, or experiment.json
// What an experiment that lies in `folder` was made of, where files that it names may be gone: those of haystacks and
// models are not looked for, its needles and labels are left out.
niah::Spec recordedPlan(const niah::Experiment& experiment, const std::filesystem::path& folder);

} // namespace dass
