#pragma once

#include "core/niah/needle_set.h"
#include "core/niah/record.h"
#include "core/niah/runner.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace dass::niah {

// What an experiment needs before its first cell: models that load, labels, needles, and the list of cells with the
// fingerprints of what makes them.
struct Preparation
{
    Experiment experiment;
    NeedleSet needles;
    std::vector<std::string> haystackIdentities; // of their sounds
    std::vector<std::string> computing;          // [models], of computingOf()
    // [models]: the longest mixture whose sound a model hears, in frames; 0: it gets spectrograms.
    std::vector<std::int64_t> soundFrames;
};

// What a model computes with as far as its numbers depend on it: precision and kind of device. "fp32", "cuda bf16"
std::string computingOf(const TaggingModel& model);

// Of all that determines a cell's numbers.
std::string fingerprintOf(const Cell& cell, const Spec& spec, const Preparation& preparation);

// Loads each model once to know it; one that cannot be used here (of another architecture, too large) gets a note.
// Nothing when stopped. Throws Error.
std::optional<Preparation> prepare(const Spec& spec, const RunOptions& options, const std::stop_token& stop,
                                   const ProgressSink<RunProgress>& progress);

std::unique_ptr<TaggingModel> loadModel(const Spec& spec, std::size_t model, const RunOptions& options);

} // namespace dass::niah
