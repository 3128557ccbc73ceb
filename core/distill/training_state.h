#pragma once

#include "core/distill/adam.h"
#include "core/distill/data_mark.h"
#include "core/distill/evaluation.h"
#include "core/distill/student.h"

#include <cstdint>
#include <filesystem>
#include <optional>

namespace dass::distill {

// Where a run stands, beside the tensors. Random numbers need no state of their own: all are drawn from the seed, the
// epoch and the step (random_stream.h).
struct Position
{
    std::int64_t step = 0;         // finished optimiser steps
    std::int64_t closedEpochs = 0; // evaluated and saved
    std::optional<double> bestMeanAveragePrecision;
    std::int64_t bestEpoch = 0; // that had it, from 1; 0 = none, or not known
};

// How far a run goes.
struct RunLength
{
    std::int64_t stepsPerEpoch = 1; // of the training list as it is now
    std::int64_t epochs = 0;

    std::int64_t steps() const { return stepsPerEpoch * epochs; }
};

// Writes folder/{model,optimizer,evaluation}.safetensors and state.json, replacing the folder whole: at any moment the
// old state or the new one is there, if only as "<folder>.old". Throws Error(Io).
void saveState(const std::filesystem::path& folder, const Student& student, const Adam& adam,
               const RunningPredictions& predictions, const Position& position, std::uint64_t seed,
               const DataMark& data);

// nullopt when there is no state to go on from. Throws Error: BadFile, also for the state of another seed or other
// data, for numbers that do not fit the run or each other, and as readStateTensors for tensors that are not the run's;
// Io.
std::optional<Position> loadState(const std::filesystem::path& folder, Student& student, Adam& adam,
                                  RunningPredictions& predictions, std::uint64_t seed, const DataMark& data,
                                  const RunLength& run);

} // namespace dass::distill
