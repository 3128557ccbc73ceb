#pragma once

#include "core/model/tagging_model.h"
#include "core/niah/haystack.h"
#include "core/niah/spec.h"

#include <QMetaType>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dass {

// What needles are hidden in, and how.
struct HaystackChoice
{
    niah::HaystackSpec haystack{niah::HaystackKind::White, {}, 1, {}};
    std::int64_t frames = 6000;      // of the whole, 100 a second, at least niah::kNeedleFrames
    double position = 0.5;           // 0 to 1, of the needle that is chosen
    std::optional<double> snrDb = 0; // of needles that have none of their own
    niah::Insertion insertion = niah::Insertion::Spectrogram;
    Pooling pooling = Pooling::Mean;
    double crossfadeSeconds = 0.05; // where the needle's sound takes the place of the haystack's
};

struct ProbeNeedle
{
    std::filesystem::path path;
    double position = 0.5;
    std::optional<double> snrDb;

    bool operator==(const ProbeNeedle&) const = default;
};

// Needles in one haystack, to be heard by a model.
struct ProbeRequest
{
    std::vector<ProbeNeedle> needles; // in the mixture; without any, nothing is mixed
    int current = -1;                 // of these, the one that is moved; -1: none
    HaystackChoice choice;
    std::filesystem::path model;               // empty = the bundled one
    bool sinusoidalPositions = false;          // of an AST (ModelOptions)
    bool sweep = true;                         // afterwards other positions of the current one too, where that is quick
    std::vector<std::filesystem::path> others; // clips that are heard alone, after all else
};

// What became of one of the needles that were asked for.
struct NeedleAnswer
{
    std::int64_t begin = -1;  // frame of the whole; -1: not in the mixture
    std::vector<float> alone; // probabilities [classes] of it by itself, 10.24 s; empty: not known
    std::string error;        // why it is no needle; else empty
    bool silent = false;      // which is then why
};

struct ProbeAnswer
{
    bool exact = false;                // of the whole; else of what lies around the current needle alone
    std::int64_t frames = 0;           // that were heard
    double position = 0;               // that was asked for, of the current needle
    double seconds = 0;                // that the model took; 0: known from before
    std::vector<float> mixture;        // probabilities [classes]; empty: no needle was left to be mixed
    std::vector<NeedleAnswer> needles; // as in the request
    std::shared_ptr<const ModelInfo> model;
};

// A clip that is in no mixture.
struct ProbeAlone
{
    std::filesystem::path path;
    std::vector<float> alone; // empty: it is no needle
    std::string error;
    std::shared_ptr<const ModelInfo> model;
    bool silent = false; // as of NeedleAnswer
};

// The same needles and haystack, the current needle at another position; exact.
struct ProbePoint
{
    std::int64_t begin = 0;     // frame that it begins at
    std::vector<float> mixture; // probabilities [classes]
};

struct ProbeProgress
{
    enum class Stage { Needle, Model, Haystack, Scoring, Sweep, Others };
    Stage stage = Stage::Needle;
    double fraction = 0;
};

} // namespace dass

Q_DECLARE_METATYPE(dass::ProbeAnswer)
Q_DECLARE_METATYPE(dass::ProbeAlone)
Q_DECLARE_METATYPE(dass::ProbePoint)
Q_DECLARE_METATYPE(dass::ProbeProgress)
