#include "core/model/accelerated_model.h"

#include "core/model/dass_whole_input.h"
#include "core/model/tagging_support.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <utility>

namespace dass {

namespace {

constexpr std::int64_t kMelBins = 128;
constexpr std::int64_t kTrialFrames = 64;

template <typename T>
std::span<T> rowsOf(std::span<T> all, std::int64_t batch, std::int64_t first, std::int64_t count)
{
    const std::size_t part = all.size() / static_cast<std::size_t>(batch);
    return all.subspan(static_cast<std::size_t>(first) * part, static_cast<std::size_t>(count) * part);
}

// A DASS on the CPU, which the model of an AcceleratedDass there is.
PooledModel& pooled(TaggingModel& cpuModel)
{
    return dynamic_cast<PooledModel&>(cpuModel);
}

} // namespace

AcceleratedModel::AcceleratedModel(Parts parts)
    : m_parts(std::move(parts)), m_batches(
                                     *m_parts.accelerator, [this](const std::string& notice) { tell(notice); },
                                     [this] { return m_parts.network->releaseKept(); })
{
    const c10::InferenceMode inference;
    const at::Tensor input = at::zeros({1, kTrialFrames, kMelBins});
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

void AcceleratedModel::giveUpDevice()
{
    cpuModel();
    m_onCpu = true; // the network stays: other threads may be asking it for its sizes
}

void AcceleratedModel::deal(std::int64_t batch, std::int64_t frames, const DeviceBatches::Run& onDevice,
                            const std::function<void(TaggingModel&, std::int64_t, std::int64_t)>& onCpu)
{
    std::int64_t done = 0;
    if (!m_onCpu) {
        const auto bytesOf = [&](std::int64_t count) { return m_parts.network->workingBytes(count, frames); };
        const DeviceBatches::Result result = m_batches.run(batch, bytesOf, onDevice);
        if (result.end != DeviceBatches::End::GivenUp)
            return;
        done = result.done;
        giveUpDevice();
    }
    onCpu(*m_cpu, done, batch - done);
}

void AcceleratedModel::logits(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames,
                              Pooling pooling, std::span<float> logits, std::span<float> embeddings)
{
    requireSize(spectrograms.size(), batch * frames * kMelBins, "a batch of spectrograms");
    requireSize(logits.size(), batch * m_parts.info.classes, "the room for logits");
    if (!embeddings.empty())
        requireSize(embeddings.size(), batch * m_parts.info.embeddingSize, "the room for embeddings");
    const auto onDevice = [&](std::int64_t first, std::int64_t count) {
        const c10::InferenceMode inference;
        const at::Tensor input = viewOf(rowsOf(spectrograms, batch, first, count), {count, frames, kMelBins});
        const auto output = m_parts.network->forward(m_parts.accelerator->upload(input), pooling, m_stop);
        if (!output.logits.defined())
            return false;
        copyOut(output.logits, rowsOf(logits, batch, first, count));
        if (!embeddings.empty())
            copyOut(output.embedding, rowsOf(embeddings, batch, first, count));
        m_parts.accelerator->finish();
        return true;
    };
    deal(batch, frames, onDevice, [&](TaggingModel& cpu, std::int64_t first, std::int64_t count) {
        cpu.logits(rowsOf(spectrograms, batch, first, count), count, frames, pooling,
                   rowsOf(logits, batch, first, count),
                   embeddings.empty() ? embeddings : rowsOf(embeddings, batch, first, count));
    });
}

void AcceleratedModel::denseLogits(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames,
                                   std::int64_t columns, std::span<float> logits)
{
    requireSize(spectrograms.size(), batch * frames * kMelBins, "a batch of spectrograms");
    requireSize(logits.size(), batch * denseSteps(frames) * m_parts.info.classes, "the room for logits");
    const auto onDevice = [&](std::int64_t first, std::int64_t count) {
        const c10::InferenceMode inference;
        const at::Tensor input = viewOf(rowsOf(spectrograms, batch, first, count), {count, frames, kMelBins});
        const at::Tensor dense = m_parts.network->denseLogits(m_parts.accelerator->upload(input), columns, m_stop);
        if (!dense.defined())
            return false;
        copyOut(dense, rowsOf(logits, batch, first, count));
        m_parts.accelerator->finish();
        return true;
    };
    deal(batch, frames, onDevice, [&](TaggingModel& cpu, std::int64_t first, std::int64_t count) {
        cpu.denseLogits(rowsOf(spectrograms, batch, first, count), count, frames, columns,
                        rowsOf(logits, batch, first, count));
    });
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
    return {kDeviceBatch, m_parts.accelerator->freeBytes()};
}

AcceleratedDass::AcceleratedDass(Parts parts, DassConfig config, Precision cpuPrecision)
    : AcceleratedModel(std::move(parts)), m_config(std::move(config)), m_cpuPrecision(cpuPrecision)
{
}

void AcceleratedDass::tellWhole()
{
    if (device() != "cpu")
        tell("a recording as one input is computed on the CPU, not on " + device());
}

std::unique_ptr<WholeInput> AcceleratedDass::beginWhole(const WholeOptions& options)
{
    tellWhole();
    return wholeModelOf(cpuModel()).beginWhole(options);
}

std::unique_ptr<WholeInput> AcceleratedDass::beginWholeOfEach(const WholeOptions& options,
                                                              std::vector<Pooling> poolings)
{
    tellWhole();
    return pooled(cpuModel()).beginWholeOfEach(options, std::move(poolings));
}

// On the device each by itself, so that each is what its own pass gives.
void AcceleratedDass::logitsOfEach(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames,
                                   std::span<const Pooling> poolings, std::span<float> logits)
{
    if (device() == "cpu") {
        pooled(cpuModel()).logitsOfEach(spectrograms, batch, frames, poolings, logits);
        return;
    }
    const auto count = static_cast<std::int64_t>(poolings.size());
    requireSize(logits.size(), count * batch * info().classes, "the room for logits");
    for (std::int64_t i = 0; i < count; ++i)
        AcceleratedModel::logits(spectrograms, batch, frames, poolings[static_cast<std::size_t>(i)],
                                 rowsOf(logits, count, i, 1), {});
}

std::int64_t AcceleratedDass::wholeScratchBytes(std::int64_t frames, std::int64_t tileFrames) const
{
    return dass::wholeScratchBytes(m_config, m_cpuPrecision, frames, tileFrames);
}

std::int64_t AcceleratedDass::wholeWorkingBytes(std::int64_t frames, std::int64_t tileFrames) const
{
    return dass::wholeWorkingBytes(m_config, m_cpuPrecision, frames, tileFrames);
}

std::int64_t AcceleratedDass::wholeKeptBytes(std::int64_t frames, std::int64_t tileFrames) const
{
    return dass::wholeKeptBytes(m_config, m_cpuPrecision, frames, tileFrames);
}

} // namespace dass
