#pragma once

#include "core/base/run_control.h"
#include "core/model/tagging_model.h"
#include "core/niah/cell.h"
#include "core/niah/spec.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace dass::niah {

struct RunOptions
{
    bool resume = false;       // go on with what the folder holds
    bool estimateOnly = false; // say what it would cost and compute nothing
    Shard shard;
    int threads = 0; // as of threadCount()
    std::filesystem::path scratchFolder;
    // How a model is loaded; as TaggingModel::load where there is nothing. Tests have models of their own.
    std::function<std::unique_ptr<TaggingModel>(const std::filesystem::path&, const ModelOptions&)> load = {};
};

// What is left of an experiment, before its first cell.
struct RunEstimate
{
    std::int64_t cells = 0; // of the whole
    std::int64_t cellsLeft = 0;
    std::int64_t needles = 0; // each
    double seconds = 0;
    double haystackSeconds = 0; // of these, for making haystacks
    std::int64_t memoryBytes = 0;
    std::int64_t scratchBytes = 0;
    std::string unknown = {}; // why time and memory are not known; empty where they are
};

// What a message warns of: needles, models or cells that are left out, a disk that is likely to become full, or another
// device that goes on with the work.
enum class Warning { None, LeftOut, Space, Device };

// Of the disk that temporary files are to lie on, bytes.
struct SpaceShortage
{
    std::filesystem::path folder;
    std::int64_t needed = 0;
    std::int64_t free = 0;
};

struct RunProgress
{
    std::string message; // for people; when empty this tells of the work itself
    Warning warning = Warning::None;
    std::optional<SpaceShortage> shortage = {}; // with Warning::Space
    std::string stage;                          // "reading needles", "making haystack", "scoring"
    std::string item;
    std::optional<double> fraction;
    std::optional<double> secondsLeft;
    std::optional<RunEstimate> estimate; // with the message that says the same
};

// Runs an experiment in its folder. Each cell's scores are in a file as soon as they are there, also those of the
// needles so far where a cell takes long, so that after any end of the process --resume does only what was not yet
// done. Cells of the folder that other needles, another model or other settings made are made anew. A folder with
// results is only touched with resume.
//
// Throws Error. Cancelled when stopped: tables tell of the cells that are finished.
Outcome runExperiment(const Spec& spec, const std::filesystem::path& folder, const RunOptions& options,
                      const std::stop_token& stop, const ProgressSink<RunProgress>& progress);

} // namespace dass::niah
