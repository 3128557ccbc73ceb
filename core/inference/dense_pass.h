#pragma once

#include "core/inference/frame_buffer.h"
#include "core/inference/model_pass.h"

#include <cstdint>
#include <vector>

namespace dass {

// Mode "dense": the model runs once over spans much longer than a training clip and gives logits for every step of
// 0.32 s, which are averaged over the training length around each step. (The head's pooling and its linear layer may
// change places: the mean of the steps' logits is the logits of the steps' mean. So the average runs on across the
// edges of spans, and only the scan and the convolutions need some context beyond them.)
class DensePass : public ModelPass
{
public:
    DensePass(const TaggingSettings& settings, TaggingModel& model, RowSink& sink, std::stop_token stop);

    void add(std::span<const float> frames) override;
    void finish() override;

private:
    void runSpan(std::int64_t firstFrame, std::int64_t lastFrame, std::int64_t stepsWanted);
    void emit(bool finished);

    TaggingModel& m_model;
    RowSink& m_sink;
    std::stop_token m_stop;
    std::int64_t m_classes;
    std::int64_t m_coreSteps; // steps that one span contributes
    FrameBuffer m_frames;
    std::int64_t m_stepsDone = 0;    // logits known up to here
    std::int64_t m_rowsDone = 0;     // averaged and handed on
    std::vector<float> m_spanLogits; // [steps of the span, classes]
    std::vector<float> m_steps;      // [steps that a row to come averages, classes]
    std::vector<float> m_rows;       // [n, classes]
};

} // namespace dass
