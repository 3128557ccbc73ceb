#include "app/haystack/listening_job.h"

#include "core/audio/sound_writer.h"
#include "core/base/error.h"
#include "core/features/fbank_constants.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <utility>
#include <vector>

namespace dass {

namespace {

constexpr float kFullScale = 0.98F;

} // namespace

ListeningJob::ListeningJob(std::shared_ptr<const HeldMixture> mixture, std::int64_t first, std::int64_t end,
                           std::filesystem::path file, QObject* parent)
    : QObject(parent), m_mixture(std::move(mixture)), m_first(std::clamp<std::int64_t>(first, 0, m_mixture->samples())),
      m_end(std::clamp(end, m_first, m_mixture->samples())), m_file(std::move(file)), m_thread(nextJobId())
{
    connect(&m_thread, &JobThread::ended, this, &ListeningJob::ended);
}

void ListeningJob::start()
{
    m_thread.start([this](const std::stop_token& stop) { return write(stop); });
}

Outcome ListeningJob::write(const std::stop_token& stop) const
{
    std::vector<float> samples(static_cast<std::size_t>(m_end - m_first));
    constexpr std::size_t kBlock = 160000;
    float peak = 0;
    for (std::size_t done = 0; done < samples.size(); done += kBlock) {
        if (stop.stop_requested())
            return Outcome::Cancelled;
        const auto block = std::span(samples).subspan(done, std::min(kBlock, samples.size() - done));
        m_mixture->readSamples(m_first + static_cast<std::int64_t>(done), block);
        for (const float sample : block)
            peak = std::max(peak, std::abs(sample));
    }
    if (peak > kFullScale)
        for (float& sample : samples)
            sample *= kFullScale / peak;
    std::ofstream out(m_file, std::ios::binary | std::ios::trunc);
    SoundLayout layout;
    layout.format = SoundFormat::Wav;
    layout.sampleRate = fbank::kSampleRate;
    layout.sampleBits = 16;
    layout.samples = static_cast<std::int64_t>(samples.size());
    SoundWriter writer(out, layout);
    writer.write(samples);
    writer.finish();
    out.close();
    if (!out)
        throw Error(ErrorCode::Io, m_file.string() + ": cannot be written; free some space on that disk");
    return Outcome::Finished;
}

} // namespace dass
