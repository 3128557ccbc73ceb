#pragma once

#include "core/model/shapes.h"

#include <array>
#include <cstdint>
#include <vector>

namespace dass {

namespace htsat {
inline constexpr int kSampleRate = 32000;
inline constexpr std::int64_t kHop = 320; // samples from one frame to the next
inline constexpr std::int64_t kMelBins = 64;
inline constexpr std::int64_t kClipSamples = 10 * kSampleRate; // of AudioSet's clips, which it was trained on
inline constexpr std::int64_t kMostSamples = 2050 * kHop - 1;  // that are heard at once, 20.5 s
} // namespace htsat

// One layer of HTS-AT: blocks at one resolution.
struct HtsatLayer
{
    std::int64_t depth = 0;
    std::int64_t heads = 0;
    std::int64_t mlp = 0; // hidden width of the MLP

    bool operator==(const HtsatLayer&) const = default;
};

// Everything that determines an HTS-AT's parameters and its results in the AudioSet configuration
// (reference/TEACHERS.md, HTS-AT): 64 mel bins, an image of 256 x 256, patches of 4, windows of 8, four layers, each
// twice as wide as the one before.
struct HtsatConfig
{
    std::int64_t width = 96; // of the first layer
    std::array<HtsatLayer, 4> layers{{{2, 4, 384}, {2, 8, 768}, {6, 16, 1536}, {2, 32, 3072}}};
    std::int64_t classes = 527;

    bool operator==(const HtsatConfig&) const = default;

    // What a checkpoint's tensors (official names) tell; what else is missing or misshapen is left to the loader to
    // list. Throws Error(BadFile), naming the tensor, without the file's name.
    static HtsatConfig fromShapes(const ShapeMap& shapes);

    std::vector<std::int64_t> dims() const;
    std::vector<std::int64_t> depths() const;
    std::vector<std::int64_t> heads() const;
    std::int64_t embeddingSize() const { return 8 * width; }

    // Every parameter's official name (without "sed_model.") and shape; the front end's batch norm's statistics too.
    NamedShapes parameters() const;
    std::int64_t parameterCount() const;
};

} // namespace dass
