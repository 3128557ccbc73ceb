#pragma once

#include "core/model/shapes.h"

#include <cstdint>
#include <vector>

namespace dass {

// One group of blocks.
struct DassStage
{
    std::int64_t dim = 0;   // channels D of the residual stream
    std::int64_t depth = 0; // blocks
    std::int64_t inner = 0; // channels inside SS2D: D times the SSM ratio
    std::int64_t rank = 0;  // R, width of the low-rank dt
    std::int64_t mlp = 0;   // hidden width of the MLP

    bool operator==(const DassStage&) const = default;
};

// Everything that determines the parameters' names and shapes.
struct DassConfig
{
    std::int64_t stem = 0; // channels between the two convolutions of the patch embedding
    std::vector<DassStage> stages;
    std::int64_t stateSize = 1; // N
    std::int64_t classes = 527;

    bool operator==(const DassConfig&) const = default;

    // With the paper's ratios: SSM 1, MLP 4, R = ceil(D / 16), stem half the first width.
    static DassConfig of(const std::vector<std::int64_t>& dims, const std::vector<std::int64_t>& depths,
                         std::int64_t classes = 527, std::int64_t stateSize = 1);
    static DassConfig small(std::int64_t classes = 527);
    static DassConfig medium(std::int64_t classes = 527);

    // What a checkpoint's tensors (official names) tell. Needs one block of each group, the patch embedding and the
    // head; whatever else is missing or misshapen is left to the loader to list. Throws Error(BadFile), naming the
    // tensor, without the file's name.
    static DassConfig fromShapes(const ShapeMap& shapes);

    std::vector<std::int64_t> dims() const;
    std::vector<std::int64_t> depths() const;
    std::int64_t embeddingSize() const { return stages.back().dim; }
    std::int64_t blockCount() const;

    // Every parameter's official name (without "module.v.") and shape, in the order of the network.
    NamedShapes parameters() const;
    std::int64_t parameterCount() const;
};

} // namespace dass
