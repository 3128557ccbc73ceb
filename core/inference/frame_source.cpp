#include "core/inference/frame_source.h"

#include "core/features/fbank.h"

namespace dass {

namespace {

constexpr std::size_t kBlockSamples = 65536; // 4 s
// More than a batch of dense spans, so that decoding goes on meanwhile: 17 MB.
constexpr std::size_t kQueuedBlocks = 64;

} // namespace

FrameSource::FrameSource(AudioReader& audio, RecordingForm form)
    : m_audio(audio), m_form(form), m_queue(kQueuedBlocks), m_thread([this](std::stop_token stop) {
          try {
              m_audio.setReadAhead(true);
              produce(stop);
          } catch (...) {
              m_failure = std::current_exception();
          }
          m_audio.setReadAhead(false);
          m_queue.close();
      })
{
}

FrameSource::~FrameSource()
{
    join();
}

void FrameSource::produce(std::stop_token stop)
{
    FbankStream fbank;
    std::vector<float> samples(kBlockSamples);
    while (!stop.stop_requested()) {
        const std::size_t count = m_audio.read(samples);
        if (count == 0)
            return;
        m_samples += static_cast<std::int64_t>(count);
        std::vector<float> values;
        if (m_form == RecordingForm::Sound) {
            values.assign(samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(count));
        } else {
            if (fbank.push({samples.data(), count}, values) == 0)
                continue;
            fbank::normalise(values);
        }
        if (!m_queue.push(std::move(values), stop))
            return;
    }
}

std::optional<std::vector<float>> FrameSource::next(std::stop_token stop)
{
    auto frames = m_queue.pop(stop);
    if (!frames && !stop.stop_requested()) {
        join(); // the queue is closed: the thread is at its end
        if (m_failure)
            std::rethrow_exception(m_failure);
    }
    return frames;
}

std::int64_t FrameSource::join()
{
    if (m_thread.joinable()) {
        m_thread.request_stop();
        m_thread.join();
    }
    return m_samples;
}

} // namespace dass
