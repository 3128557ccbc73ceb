#pragma once

#include "core/model/whole_model.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace dass {

// What a TaggingModel can be besides: one whose poolings over time share everything that comes before, so that one pass
// gives the logits of several, each equal to the bit to those of a pass of its own.
class PooledModel
{
public:
    virtual ~PooledModel() = default;

    // As TaggingModel::logits -> logits [poolings, batch, classes].
    virtual void logitsOfEach(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames,
                              std::span<const Pooling> poolings, std::span<float> logits) = 0;

    // As WholeModel::beginWhole, whose pooling is not looked at; finish() gives logits [poolings, classes].
    virtual std::unique_ptr<WholeInput> beginWholeOfEach(const WholeOptions& options,
                                                         std::vector<Pooling> poolings) = 0;
};

} // namespace dass
