#include "core/model/accelerated_model.h"

#include "core/features/fbank_constants.h"
#include "core/model/tagging_support.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <utility>

namespace dass {

namespace {

constexpr std::int64_t kTrialFrames = 64;

template <typename T>
std::span<T> rowsOf(std::span<T> all, std::int64_t batch, std::int64_t first, std::int64_t count)
{
    const std::size_t part = all.size() / static_cast<std::size_t>(batch);
    return all.subspan(static_cast<std::size_t>(first) * part, static_cast<std::size_t>(count) * part);
}

} // namespace

AcceleratedModel::AcceleratedModel(Parts parts)
    : m_parts(std::move(parts)), m_features(*m_parts.accelerator, [this](const std::string& notice) { tell(notice); }),
      m_batches(
          *m_parts.accelerator, [this](const std::string& notice) { tell(notice); }, [this] { return releaseKept(); })
{
    const c10::InferenceMode inference;
    const at::Tensor input = at::zeros({1, kTrialFrames, fbank::kMelBins});
    m_parts.network->forward(m_parts.accelerator->upload(input), Pooling::Mean, {}).logits.to(at::kCPU);
    m_parts.accelerator->finish();
}

AcceleratedModel::~AcceleratedModel()
{
    m_parts.network.reset();
    if (m_onCpu)
        return;
    try {
        m_parts.accelerator->releaseIdle();
    } catch (const std::exception&) { // NOLINT: a device that failed meanwhile has nothing to give back
    }
}

Precision AcceleratedModel::precision() const
{
    return m_onCpu ? m_cpu->precision() : m_parts.precision;
}

std::string AcceleratedModel::device() const
{
    return m_onCpu ? "cpu" : m_parts.accelerator->name();
}

void AcceleratedModel::tell(const std::string& notice)
{
    const std::scoped_lock lock(m_mutex);
    m_notices.push_back(notice);
}

std::vector<std::string> AcceleratedModel::takeNotices()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_notices, {});
}

TaggingModel& AcceleratedModel::cpuModel()
{
    const std::scoped_lock lock(m_mutex);
    if (!m_cpu) {
        m_cpu = m_parts.makeCpuModel();
        m_cpu->setStop(m_stop);
    }
    return *m_cpu;
}

TaggingModel& AcceleratedModel::giveUpDevice()
{
    TaggingModel& cpu = cpuModel();
    m_onCpu = true; // the network stays: other threads may be asking it for its sizes
    return cpu;
}

void AcceleratedModel::deal(std::int64_t batch, const BytesOf& bytesOf, const DeviceBatches::Run& onDevice,
                            const OnCpu& onCpu)
{
    std::int64_t done = 0;
    if (!m_onCpu) {
        const DeviceBatches::Result result = m_batches.run(batch, bytesOf, onDevice);
        if (result.end != DeviceBatches::End::GivenUp)
            return;
        done = result.done;
        giveUpDevice();
    }
    onCpu(*m_cpu, done, batch - done);
}

void AcceleratedModel::dealLogits(std::int64_t batch, const BytesOf& bytesOf, const Inputs& inputs, Pooling pooling,
                                  std::span<float> logits, std::span<float> embeddings, const OnCpu& onCpu)
{
    const auto onDevice = [&](std::int64_t first, std::int64_t count) {
        const c10::InferenceMode inference;
        const auto output = m_parts.network->forward(inputs(first, count), pooling, m_stop);
        if (!output.logits.defined())
            return false;
        copyOut(output.logits, rowsOf(logits, batch, first, count));
        if (!embeddings.empty())
            copyOut(output.embedding, rowsOf(embeddings, batch, first, count));
        m_parts.accelerator->finish();
        return true;
    };
    deal(batch, bytesOf, onDevice, onCpu);
}

void AcceleratedModel::dealDense(std::int64_t batch, const BytesOf& bytesOf, const Inputs& inputs, std::int64_t columns,
                                 std::span<float> logits, const OnCpu& onCpu)
{
    const auto onDevice = [&](std::int64_t first, std::int64_t count) {
        const c10::InferenceMode inference;
        const at::Tensor dense = m_parts.network->denseLogits(inputs(first, count), columns, m_stop);
        if (!dense.defined())
            return false;
        copyOut(dense, rowsOf(logits, batch, first, count));
        m_parts.accelerator->finish();
        return true;
    };
    deal(batch, bytesOf, onDevice, onCpu);
}

AcceleratedModel::BytesOf AcceleratedModel::bytesOfInputs(std::int64_t frames) const
{
    return [this, frames](std::int64_t count) { return m_parts.network->workingBytes(count, frames); };
}

AcceleratedModel::BytesOf AcceleratedModel::bytesOfSound(std::int64_t frames) const
{
    return [this, frames](std::int64_t count) {
        return m_parts.network->workingBytes(count, frames) + DeviceFeatures::soundBytes(count, frames);
    };
}

AcceleratedModel::Inputs AcceleratedModel::uploaded(std::span<const float> spectrograms, std::int64_t batch,
                                                    std::int64_t frames) const
{
    return [this, spectrograms, batch, frames](std::int64_t first, std::int64_t count) {
        return m_parts.accelerator->upload(
            viewOf(rowsOf(spectrograms, batch, first, count), {count, frames, fbank::kMelBins}));
    };
}

AcceleratedModel::Inputs AcceleratedModel::madeOf(std::span<const float> sound, std::span<const SoundClip> clips,
                                                  std::int64_t frames)
{
    return [this, sound, clips, frames](std::int64_t first, std::int64_t count) {
        return m_features.of(sound, clips.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count)),
                             frames);
    };
}

void AcceleratedModel::logits(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames,
                              Pooling pooling, std::span<float> logits, std::span<float> embeddings)
{
    requireSize(spectrograms.size(), batch * frames * fbank::kMelBins, "a batch of spectrograms");
    requireSize(logits.size(), batch * m_parts.info.classes, "the room for logits");
    if (!embeddings.empty())
        requireSize(embeddings.size(), batch * m_parts.info.embeddingSize, "the room for embeddings");
    const auto onCpu = [&](TaggingModel& cpu, std::int64_t first, std::int64_t count) {
        cpu.logits(rowsOf(spectrograms, batch, first, count), count, frames, pooling,
                   rowsOf(logits, batch, first, count),
                   embeddings.empty() ? embeddings : rowsOf(embeddings, batch, first, count));
    };
    dealLogits(batch, bytesOfInputs(frames), uploaded(spectrograms, batch, frames), pooling, logits, embeddings, onCpu);
}

void AcceleratedModel::denseLogits(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames,
                                   std::int64_t columns, std::span<float> logits)
{
    requireSize(spectrograms.size(), batch * frames * fbank::kMelBins, "a batch of spectrograms");
    requireSize(logits.size(), batch * denseSteps(frames) * m_parts.info.classes, "the room for logits");
    const auto onCpu = [&](TaggingModel& cpu, std::int64_t first, std::int64_t count) {
        cpu.denseLogits(rowsOf(spectrograms, batch, first, count), count, frames, columns,
                        rowsOf(logits, batch, first, count));
    };
    dealDense(batch, bytesOfInputs(frames), uploaded(spectrograms, batch, frames), columns, logits, onCpu);
}

bool AcceleratedModel::makesFeatures()
{
    return !m_onCpu && m_features.areMadeThere();
}

void AcceleratedModel::logitsOfSound(std::span<const float> sound, std::span<const SoundClip> clips,
                                     std::int64_t frames, Pooling pooling, std::span<float> logits)
{
    const auto batch = static_cast<std::int64_t>(clips.size());
    requireSize(logits.size(), batch * m_parts.info.classes, "the room for logits");
    const auto onCpu = [&](TaggingModel& cpu, std::int64_t first, std::int64_t count) {
        const auto rest = clips.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count));
        cpu.logits(spectrogramsOf(sound, rest, frames), count, frames, pooling, rowsOf(logits, batch, first, count));
    };
    dealLogits(batch, bytesOfSound(frames), madeOf(sound, clips, frames), pooling, logits, {}, onCpu);
}

void AcceleratedModel::denseLogitsOfSound(std::span<const float> sound, std::span<const SoundClip> clips,
                                          std::int64_t frames, std::int64_t columns, std::span<float> logits)
{
    const auto batch = static_cast<std::int64_t>(clips.size());
    requireSize(logits.size(), batch * denseSteps(frames) * m_parts.info.classes, "the room for logits");
    const auto onCpu = [&](TaggingModel& cpu, std::int64_t first, std::int64_t count) {
        const auto rest = clips.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count));
        cpu.denseLogits(spectrogramsOf(sound, rest, frames), count, frames, columns,
                        rowsOf(logits, batch, first, count));
    };
    dealDense(batch, bytesOfSound(frames), madeOf(sound, clips, frames), columns, logits, onCpu);
}

void AcceleratedModel::setStop(std::stop_token stop)
{
    const std::scoped_lock lock(m_mutex);
    m_stop = stop;
    if (m_cpu)
        m_cpu->setStop(std::move(stop));
}

std::int64_t AcceleratedModel::workingBytes(std::int64_t batch, std::int64_t frames) const
{
    return m_onCpu ? m_cpu->workingBytes(batch, frames) : m_parts.network->workingBytes(batch, frames);
}

BatchLimits AcceleratedModel::batchLimits() const
{
    if (m_onCpu)
        return m_cpu->batchLimits();
    try {
        return {kDeviceBatch, m_parts.accelerator->freeBytes()};
    } catch (const std::exception&) { // of a device that failed meanwhile: the next call hands over to the CPU
        return {1, 0};
    }
}

} // namespace dass
