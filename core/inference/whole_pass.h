#pragma once

#include "core/inference/model_pass.h"
#include "core/model/whole_model.h"

#include <cstdint>
#include <memory>

namespace dass {

// Mode "whole": the recording is one input of the model, in bounded memory, and gives one row. One that is shorter than
// a training clip is filled up as those are.
class WholePass : public ModelPass
{
public:
    WholePass(const TaggingSettings& settings, ModelCalls& calls, RowSink& sink);

    void add(std::span<const float> frames) override;
    void finish() override;

private:
    void tell(double fraction) const;

    ModelCalls& m_calls;
    RowSink& m_sink;
    std::int64_t m_classes;
    std::int64_t m_frames = 0;
    std::unique_ptr<WholeInput> m_input;
};

} // namespace dass
