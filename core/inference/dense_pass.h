#pragma once

#include "core/inference/model_pass.h"
#include "core/inference/recording_buffer.h"

#include <cstdint>
#include <string>
#include <vector>

namespace dass {

// Mode "dense": the model runs once over spans much longer than a training clip and gives logits for every step of
// 0.32 s, which are averaged over the training length around each step. (The head's pooling and its linear layer may
// change places: the mean of the steps' logits is the logits of the steps' mean. So the average runs on across the
// edges of spans, and only the scan and the convolutions need some context beyond them.)
class DensePass : public ModelPass
{
public:
    DensePass(const TaggingSettings& settings, RecordingForm form, ModelCalls& calls, RowSink& sink,
              std::stop_token stop);

    static std::int64_t workingBytes(const TaggingModel& model); // of a call, as TaggingModel's

    void add(std::span<const float> values) override;
    void finish() override;

private:
    // From it the steps that are not known yet are taken, up to the last wanted one; the rest is context.
    struct Span
    {
        std::int64_t firstFrame = 0;
        std::int64_t lastStep = 0; // exclusive; steps count from the recording's start
    };
    Span span(std::int64_t number) const;
    std::int64_t spansReady() const;
    void runNext(std::int64_t count);
    void run(std::span<const Span> spans, std::int64_t frames);
    void emit(bool finished);

    ModelCalls& m_calls;
    RowSink& m_sink;
    std::stop_token m_stop;
    std::int64_t m_classes;
    std::int64_t m_spanSteps; // length of a span
    std::int64_t m_batch;     // spans that the model gets at a time
    std::string m_device;     // that it was chosen for
    RecordingBuffer m_recording;
    std::int64_t m_nextSpan = 0;
    std::int64_t m_stepsDone = 0;       // logits known up to here
    std::int64_t m_rowsDone = 0;        // averaged and handed on
    std::vector<std::int64_t> m_starts; // of a call's spans, frames
    std::vector<float> m_spanLogits;    // [spans, steps of one, classes]
    std::vector<float> m_steps;         // [steps that a row to come averages, classes]
    std::vector<double> m_sums;         // [classes], of the logits of these steps: a row's, moved on from row to row
    std::int64_t m_summedFrom = 0;
    std::int64_t m_summedTo = 0;
    std::vector<float> m_rows; // [n, classes]
};

} // namespace dass
