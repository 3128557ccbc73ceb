#pragma once

#include "core/niah/spec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dass::niah {

// One condition of an experiment, under which every needle is scored.
struct Cell
{
    std::size_t model = 0;    // index into the experiment's
    std::size_t haystack = 0; // the same; of a baseline without meaning
    Pooling pooling = Pooling::Mean;
    std::optional<double> snrDb;
    std::int64_t frames = 0;
    double position = 0;
    bool baseline = false; // the needle alone, 10.24 s

    bool operator==(const Cell&) const = default;
};

// Baselines first, then haystack by haystack (so that each is made once), in each model by model, shorter ones first. A
// zero haystack has no SNR, so that it has one cell where others have one an SNR.
std::vector<Cell> cellsOf(const Spec& spec);
// How many these are, without making them: where lists are long, more than memory holds.
std::int64_t cellCount(const Spec& spec);

// "<model>/<pooling>/<haystack>/<snr>/<frames>/<position>", of a baseline "<model>/<pooling>/baseline".
std::string keyOf(const Cell& cell, const std::vector<std::string>& models, const std::vector<std::string>& haystacks);

// Part I of N (counted from 0): needles I, I + N, I + 2N, … of every cell, so that parts take equally long.
struct Shard
{
    std::int64_t index = 0;
    std::int64_t count = 1;

    std::int64_t rows(std::int64_t needles) const { return (needles - index + count - 1) / count; }
    std::int64_t needle(std::int64_t row) const { return index + row * count; }
    bool operator==(const Shard&) const = default;
};

std::string textOf(const Shard& shard);       // "1/4"
Shard shardFromText(const std::string& text); // throws Error(InvalidArgument)

} // namespace dass::niah
