#pragma once

#include "core/model/tagging_model.h"
#include "core/niah/haystack.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dass::niah {

// How a needle gets into its haystack: spliced into the spectrogram (the paper's), its waveform in place of a part of
// the haystack's with a cross-fade, or laid over the haystack as a sound in a place is.
enum class Insertion { Spectrogram, Waveform, Overlay };

struct ModelEntry
{
    std::filesystem::path path;       // as TaggingModel::load takes it; empty = the bundled one
    std::string name;                 // in results; unlike the others
    std::vector<double> positions;    // that this model is tried at; empty = the experiment's
    bool sinusoidalPositions = false; // of an AST (ModelOptions)
};

struct NeedleFile
{
    std::filesystem::path path;
    std::string labels; // comma-separated mids
};

// One of list, files and spectrograms.
struct NeedleSource
{
    std::filesystem::path list; // AST's JSON, or CSV with a column path
    std::vector<NeedleFile> files;
    std::filesystem::path spectrograms;      // safetensors: input [needles, 1024, 128], targets [needles, classes]
    std::int64_t limit = 0;                  // needles at most; 0 = all
    std::optional<std::uint64_t> choiceSeed; // needles are drawn at random; none = the first ones
    double minSeconds = 0;                   // shorter clips are left out
    std::filesystem::path root;
    std::string splitColumn;
    std::string split;
    std::filesystem::path teacher;           // stored outputs whose rows follow the list's file
    std::optional<double> labelsFromTeacher; // a clip without labels gets those of a higher probability
};

inline constexpr std::int64_t kMostResamples = 10'000;

struct BootstrapSpec
{
    std::int64_t resamples = 1000; // 0 = no intervals
    double level = 0.95;
    std::uint64_t seed = 1;
};

// A needle-in-a-haystack experiment (formats.md).
struct Spec
{
    std::vector<ModelEntry> models;
    std::vector<Pooling> pooling{Pooling::Mean};
    NeedleSource needles;
    std::vector<HaystackSpec> haystacks;
    std::vector<std::int64_t> lengths; // frames, ascending, at least 1024
    std::vector<double> positions{0.5};
    std::vector<std::optional<double>> snrDb{std::nullopt}; // of haystacks other than zero
    Insertion insertion = Insertion::Spectrogram;
    double crossfadeSeconds = 0.05;
    std::filesystem::path labels; // empty = the model's own
    std::string device = "auto";
    Precision precision = Precision::Fp32;
    std::int64_t tileFrames = 0; // 0 = chosen
    bool saveLogits = false;
    BootstrapSpec bootstrap;
};

inline constexpr const char* kSinusoidal = "sinusoidal";       // of a model's ast_positions
inline constexpr std::int64_t kMostMixtureFrames = 10'000'000; // 27.8 h
inline constexpr double kMostSnr = 100;                        // dB, either way
inline constexpr std::int64_t kMostCells = 100'000;            // of an experiment, its baselines too

// Throws Error: NotFound, InvalidArgument (file and key are named).
Spec readSpec(const std::filesystem::path& path);
// The same of a document whose relative paths start from `base`; `source` is what messages call it.
Spec specFromJson(const nlohmann::json& document, const std::filesystem::path& base, const std::string& source);

nlohmann::json specJson(const Spec& spec); // every key filled in
std::vector<std::string> presetNames();

std::string nameOf(Insertion insertion);
std::string numberText(double value);                    // shortest that reads back as the same: "0.25", "-5"
std::string snrText(const std::optional<double>& snrDb); // "none" for none

} // namespace dass::niah
