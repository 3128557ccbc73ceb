#pragma once

#include "core/model/tagging_model.h"
#include "core/niah/haystack.h"
#include "core/niah/spec.h"

#include <QMetaType>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace dass {

// What a needle is hidden in, and how.
struct HaystackChoice
{
    niah::HaystackSpec haystack{niah::HaystackKind::White, {}, 1, {}};
    std::int64_t frames = 6000; // of the whole, 100 a second, at least niah::kNeedleFrames
    double position = 0.5;      // 0 to 1
    std::optional<double> snrDb = 0;
    niah::Insertion insertion = niah::Insertion::Spectrogram;
    Pooling pooling = Pooling::Mean;
};

// One needle in one haystack, to be heard by a model.
struct ProbeRequest
{
    std::filesystem::path needle;
    HaystackChoice choice;
    std::filesystem::path model; // empty = the bundled one
    bool sweep = true;           // afterwards other positions too, where that is quick
};

struct ProbeAnswer
{
    bool exact = false;         // of the whole; else of what lies around the needle alone
    std::int64_t frames = 0;    // that were heard
    double position = 0;        // that was asked for
    double seconds = 0;         // that the model took; 0: known from before
    std::vector<float> mixture; // probabilities [classes]
    std::vector<float> alone;   // of the needle by itself, 10.24 s
    std::shared_ptr<const ModelInfo> model;
};

// The same needle and haystack, the needle at another position; exact.
struct ProbePoint
{
    double position = 0;
    std::vector<float> mixture; // probabilities [classes]
};

struct ProbeProgress
{
    enum class Stage { Needle, Model, Haystack, Scoring, Sweep };
    Stage stage = Stage::Needle;
    double fraction = 0;
};

} // namespace dass

Q_DECLARE_METATYPE(dass::ProbeAnswer)
Q_DECLARE_METATYPE(dass::ProbePoint)
Q_DECLARE_METATYPE(dass::ProbeProgress)
