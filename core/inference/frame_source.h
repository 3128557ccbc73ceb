#pragma once

#include "core/audio/audio_reader.h"
#include "core/inference/bounded_queue.h"
#include "core/inference/recording_buffer.h"

#include <cstdint>
#include <exception>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

namespace dass {

// Decodes a recording in a thread of its own, resamples and, where frames are wanted, filterbanks it in another, so
// that these overlap each other and the model, and hands it out in order. At most five minutes of sound wait in
// between. The reader belongs to these threads until the source is joined (at the end of the recording, or when
// destroyed).
class FrameSource
{
public:
    FrameSource(AudioReader& audio, RecordingForm form);
    ~FrameSource();
    FrameSource(const FrameSource&) = delete;
    FrameSource& operator=(const FrameSource&) = delete;

    // The next frames, normalised, [n, 128] with n >= 1, or samples, at least one; nothing at the end or after a stop
    // request. Rethrows what stopped the decoding.
    std::optional<std::vector<float>> next(std::stop_token stop);

    // Asks the thread to end and does not wait for it. From any thread, before the source is destroyed.
    void requestStop() noexcept { m_thread.request_stop(); }

    // Ends the thread; afterwards the reader may be used again. Samples decoded so far.
    std::int64_t join();

private:
    void produce(std::stop_token stop);

    AudioReader& m_audio;
    RecordingForm m_form;
    BoundedQueue<std::vector<float>> m_queue;
    std::int64_t m_samples = 0;   // these two are written by the thread
    std::exception_ptr m_failure; // and read once it has ended
    std::jthread m_thread;
};

} // namespace dass
