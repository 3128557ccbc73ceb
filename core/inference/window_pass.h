#pragma once

#include "core/inference/frame_buffer.h"
#include "core/inference/model_pass.h"

#include <cstdint>
#include <vector>

namespace dass {

// Mode "windows": clips of a fixed length every hop, several a call of the model. A window that the recording's end
// cuts short is filled up with frames of zeros in the log-mel domain, as the training clips are.
class WindowPass : public ModelPass
{
public:
    WindowPass(const TaggingSettings& settings, ModelCalls& calls, RowSink& sink, std::stop_token stop);

    void add(std::span<const float> frames) override;
    void finish() override;

private:
    void run(std::int64_t windows);

    RowTiming m_timing;
    Pooling m_pooling;
    ModelCalls& m_calls;
    RowSink& m_sink;
    std::stop_token m_stop;
    std::int64_t m_batch;
    std::int64_t m_nextRow = 0;
    FrameBuffer m_frames;
    std::vector<float> m_windows; // [batch, window, 128]
    std::vector<float> m_logits;  // [batch, classes]
};

// Windows a call when the settings leave it open: as many as keep a call's buffers small, so that they stay in the
// processor's caches, results appear steadily, and a stop is obeyed soon.
std::int64_t chooseBatch(const TaggingModel& model, std::int64_t windowFrames);

} // namespace dass
