#pragma once

#include "core/niah/cell.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dass::niah {

struct ModelRecord
{
    std::string name;  // in results
    std::string title; // of the model itself
    std::string sha256;
    std::string architecture;
    std::int64_t parameters = 0;
    std::string note;              // why it cannot be used at all; empty = it can
    std::string astPositions = {}; // "sinusoidal" in place of those that it stores; empty = its own
};

struct NeedleRecord
{
    std::string name;
    std::vector<std::int64_t> labels;
};

struct CellRecord
{
    Cell cell;
    std::string key;
    std::string file; // in the folder "cells"
    std::string fingerprint;
};

// Files in an experiment's folder (formats.md).
inline constexpr const char* kRecordName = "experiment.json";
inline constexpr const char* kCellTable = "cells.csv";
inline constexpr const char* kNeedleTable = "needles.csv";

// All that an experiment's tables are made from beside the cells' files, and where they come from. Lies in its folder
// as experiment.json, so that tables can be made where neither models nor sounds are.
struct Experiment
{
    std::vector<ModelRecord> models;
    std::vector<std::string> haystacks; // names
    std::vector<Label> labels;          // [classes]
    std::vector<NeedleRecord> needles;
    std::string needleFingerprint;
    std::vector<CellRecord> cells;
    BootstrapSpec bootstrap;
    bool saveLogits = false;
    Shard shard;
    std::string precision;
    std::string specText; // JSON, every key filled in

    std::int64_t classes() const { return static_cast<std::int64_t>(labels.size()); }
    std::vector<float> targets() const; // [needles, classes]
};

// Its targets and resamples must fit into memory, whatever a file says. Throws Error(InvalidArgument).
inline constexpr std::int64_t kMostTargets = std::int64_t{1} << 27;     // needles x classes: 512 MB
inline constexpr std::int64_t kMostSavedLogits = std::int64_t{1} << 30; // needles x classes x cells: 4 GB
inline constexpr std::int64_t kMostDraws = std::int64_t{1} << 28;       // needles x resamples: 1 GB
void requireBounded(const Experiment& experiment);

// Whether both are of the same needles, heard by the same models: one may have gone on where the other stopped, or have
// more lengths, positions, haystacks or models.
bool isSameTest(const Experiment& one, const Experiment& other);

void writeExperiment(const std::filesystem::path& folder, const Experiment& experiment);
// Throws Error: NotFound, BadFile.
Experiment readExperiment(const std::filesystem::path& folder);

std::filesystem::path cellPath(const std::filesystem::path& folder, const CellRecord& cell);

} // namespace dass::niah
