#pragma once

#include "core/inference/model_pass.h"
#include "core/inference/recording_buffer.h"

#include <cstdint>
#include <string>
#include <vector>

namespace dass {

// Mode "windows": clips of a fixed length every hop, several a call of the model. A window that the recording's end
// cuts short is filled up with frames of zeros in the log-mel domain, as the training clips are.
class WindowPass : public ModelPass
{
public:
    WindowPass(const TaggingSettings& settings, RecordingForm form, ModelCalls& calls, RowSink& sink,
               std::stop_token stop);

    void add(std::span<const float> values) override;
    void finish() override;

private:
    void run(std::int64_t windows);

    RowTiming m_timing;
    Pooling m_pooling;
    ModelCalls& m_calls;
    RowSink& m_sink;
    std::stop_token m_stop;
    bool m_batchChosen; // by this pass, not by the settings
    std::int64_t m_batch;
    std::string m_device; // that it was chosen for
    std::int64_t m_nextRow = 0;
    RecordingBuffer m_recording;
    std::vector<std::int64_t> m_starts; // of a batch's windows, frames
    std::vector<float> m_logits;        // [batch, classes]
};

// Windows a call when the settings leave it open: as many as the model's limits allow. On the CPU that keeps a call's
// buffers in the caches, lets results appear steadily, and obeys a stop soon.
std::int64_t chooseBatch(const TaggingModel& model, std::int64_t windowFrames);

} // namespace dass
