#include "app/cli/benchmark_gpu.h"

#include "app/cli/operator_times.h"
#include "core/base/seconds_since.h"
#include "core/features/fbank_constants.h"
#include "core/model/accelerator.h"
#include "core/model/dass.h"
#include "core/model/device_batches.h"
#include "core/ops/fbank.h"
#include "core/ops/ops.h"

#include <ATen/ATen.h>
#include <ATen/DeviceAccelerator.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>

namespace dass::cli {

namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr double kFrameSeconds = 0.01;
constexpr int kFewestRuns = 5;
constexpr auto kAll = static_cast<std::size_t>(c10::CachingAllocator::StatType::AGGREGATE);

at::ScalarType typeOf(Precision precision)
{
    return precision == Precision::Bf16 ? at::kBFloat16 : at::kFloat;
}

// Measures work on one device, which runs beside the program: the time from an idle device to an idle device.
class Stopwatch
{
public:
    // Once a stop is asked for it leaves off, and what it returns means nothing.
    Stopwatch(Accelerator& gpu, double seconds, std::stop_token stop)
        : m_gpu(gpu), m_seconds(seconds), m_stop(std::move(stop))
    {
    }

    // Median of runs one at a time.
    double each(const std::function<void()>& work) const
    {
        timeOf(work, 1); // loads kernels
        std::vector<double> times;
        double total = 0;
        do {
            times.push_back(timeOf(work, 1));
            total += times.back();
        } while (!m_stop.stop_requested() && (total < m_seconds || times.size() < kFewestRuns));
        std::ranges::nth_element(times, times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2));
        return times[times.size() / 2];
    }

    // Of one in a row of them, where the device always has the next one waiting.
    double inARow(const std::function<void()>& work) const
    {
        const double one = each(work);
        const int count = std::clamp(static_cast<int>(m_seconds / std::max(one, 1e-6)), kFewestRuns, 1000);
        return timeOf(work, count) / count;
    }

private:
    double timeOf(const std::function<void()>& work, int count) const
    {
        m_gpu.finish();
        const auto started = std::chrono::steady_clock::now();
        for (int i = 0; i < count && !m_stop.stop_requested(); ++i)
            work();
        m_gpu.finish();
        return secondsSince(started);
    }

    Accelerator& m_gpu;
    double m_seconds;
    std::stop_token m_stop;
};

// The most that tensors took on a GPU since it was made; nothing for a device that does not count.
class PeakMemory
{
public:
    explicit PeakMemory(const at::Device& device) : m_device(device)
    {
        if (m_device.is_cuda())
            at::accelerator::resetPeakStats(m_device.index());
    }
    double megabytes() const
    {
        if (!m_device.is_cuda())
            return 0;
        return static_cast<double>(at::accelerator::getDeviceStats(m_device.index()).allocated_bytes[kAll].peak) / 1e6;
    }

private:
    at::Device m_device;
};

class GpuMeasurement
{
public:
    GpuMeasurement(Accelerator& gpu, const GpuBenchmark& what, std::stop_token stop)
        : m_gpu(gpu), m_what(what), m_stop(std::move(stop)), m_watch(gpu, what.seconds, m_stop)
    {
    }

    OrderedJson all()
    {
        OrderedJson result{
            {"device", m_gpu.name()}, {"title", m_gpu.title()}, {"free_memory_mb", m_gpu.freeBytes() / 1e6}};
        OrderedJson speeds = OrderedJson::array();
        add(speeds, "what products and copies take", [&] { return machine(); });
        result["machine"] = speeds.empty() ? OrderedJson() : speeds.front();
        for (const char* part : {"filterbank", "scan", "networks", "training"})
            result[part] = OrderedJson::array();
        add(result["filterbank"], "the filterbank", [&] { return filterbank(); });
        for (const Precision precision : m_what.precisions) {
            add(result["scan"], "the scan", [&] { return scan(precision); });
            for (const GpuBenchmark::Network& network : m_what.networks) {
                for (const std::int64_t batch : m_what.batches)
                    add(result["networks"], network.name, [&] { return forward(network, precision, batch); });
                add(result["training"], network.name, [&] { return training(network, precision); });
            }
        }
        return result;
    }

private:
    // One row, unless a stop was asked for or the device has not the memory.
    void add(OrderedJson& rows, const std::string& name, const std::function<OrderedJson()>& measure)
    {
        if (m_stop.stop_requested())
            return;
        if (m_what.progress)
            m_what.progress(name);
        try {
            rows.push_back(measure());
        } catch (const std::exception& error) {
            if (!isOutOfMemory(error))
                throw;
            if (m_what.note)
                m_what.note(name + " does not fit into the memory of " + m_gpu.title());
        }
        m_gpu.releaseIdle();
    }

    at::TensorOptions options(at::ScalarType type = at::kFloat) const
    {
        return at::TensorOptions(m_gpu.device()).dtype(type);
    }

    OrderedJson machine()
    {
        const c10::InferenceMode inference;
        OrderedJson speeds;
        for (const Precision precision : {Precision::Fp32, Precision::Bf16}) {
            const std::int64_t n = m_what.gemmSize;
            const at::Tensor a = at::randn({n, n}, options()).to(typeOf(precision));
            at::Tensor c = at::empty_like(a);
            const double flop = 2 * std::pow(static_cast<double>(n), 3);
            speeds["gemm_" + nameOf(precision) + "_gflop_per_second"] =
                flop / m_watch.inARow([&] { at::mm_out(c, a, a); }) / 1e9;
        }
        const at::Tensor from = at::ones({m_what.copyBytes / 4}, options());
        at::Tensor to = at::empty_like(from);
        m_copyBytes = 2.0 * static_cast<double>(from.nbytes()) / m_watch.inARow([&] { to.copy_(from); });
        speeds["copy_gb_per_second"] = m_copyBytes / 1e9;
        return speeds;
    }

    // From sound on the device to features there, one clip after the other of it. The bytes are those that must move:
    // each sample once in, each feature once out.
    OrderedJson filterbank()
    {
        const c10::InferenceMode inference;
        const std::int64_t clipSamples = (m_what.frames - 1) * 160 + 400;
        const std::int64_t clips = m_what.filterbankBatch;
        const at::Tensor sound = at::randn({clips * clipSamples}, options()) * 0.1;
        std::vector<std::int64_t> starts;
        for (std::int64_t i = 0; i < clips; ++i)
            starts.push_back(i * clipSamples);
        const std::vector<std::int64_t> samples(starts.size(), clipSamples);
        const ops::Fbank fbank(m_gpu.device());
        const double seconds = m_watch.inARow([&] { fbank(sound, starts, samples, m_what.frames); });
        const double bytes = 4.0 * static_cast<double>(clips * (clipSamples + m_what.frames * fbank::kMelBins));
        return {{"batch", clips},
                {"microseconds_per_clip", 1e6 * seconds / static_cast<double>(clips)},
                {"times_real_time", clipSeconds() * static_cast<double>(clips) / seconds},
                {"gb_per_second", bytes / seconds / 1e9},
                {"share_of_copy", bytes / seconds / m_copyBytes}};
    }

    // A network's blocks on a batch of clips, projections' products taken off, beside a copy of the same run. The
    // bytes are those that must move: each image once in and once out, and the projections once in.
    OrderedJson scan(Precision precision)
    {
        const c10::InferenceMode inference;
        const at::ScalarType type = typeOf(precision);
        double seconds = 0;
        double products = 0;
        double bytes = 0;
        std::int64_t height = fbank::kMelBins / 4;
        std::int64_t width = m_what.frames / 4;
        for (const DassStage& stage : m_what.scanned.config.stages) {
            const std::int64_t d = stage.inner;
            const at::Tensor x = at::randn({m_what.scanBatch, height, width, d}, options()).to(type);
            const at::Tensor projection =
                at::randn({4, stage.rank + 2, d}, options()) / std::sqrt(static_cast<double>(d));
            const at::Tensor dtWeight =
                at::randn({4, d, stage.rank}, options()) / std::sqrt(static_cast<double>(stage.rank));
            const at::Tensor dtBias = at::randn({4, d}, options()) * 1.5 - 4.6;
            const at::Tensor aLogs = at::zeros({4 * d, 1}, options());
            const at::Tensor ds = at::ones({4 * d}, options());
            at::Tensor y = at::empty_like(x);
            const at::Tensor flat = x.flatten(0, 2);
            const at::Tensor weight = projection.flatten(0, 1).t().to(type);
            const double whole = m_watch.inARow([&] { ops::ss2dOut(x, projection, dtWeight, dtBias, aLogs, ds, y); });
            const double product = m_watch.inARow([&] { at::mm(flat, weight); });
            const auto blocks = static_cast<double>(stage.depth);
            seconds += blocks * std::max(whole - product, 0.0);
            products += blocks * product;
            bytes +=
                blocks * (2 * static_cast<double>(x.nbytes()) +
                          static_cast<double>(flat.size(0) * weight.size(1)) * static_cast<double>(x.element_size()));
            height /= 2;
            width /= 2;
        }
        const auto clips = static_cast<double>(m_what.scanBatch);
        return {{"network", m_what.scanned.name},
                {"precision", nameOf(precision)},
                {"batch", m_what.scanBatch},
                {"microseconds_per_clip", 1e6 * seconds / clips},
                {"projection_microseconds_per_clip", 1e6 * products / clips},
                {"gb_per_second", bytes / seconds / 1e9},
                {"copy_gb_per_second", m_copyBytes / 1e9},
                {"share_of_copy", bytes / seconds / m_copyBytes}};
    }

    Dass networkOf(const GpuBenchmark::Network& network, Precision precision) const
    {
        const Dass model = Dass(network.config, freshParameters(network.config, 1)).to(m_gpu.device());
        return precision == Precision::Bf16 ? model.toBf16() : model;
    }

    OrderedJson forward(const GpuBenchmark::Network& network, Precision precision, std::int64_t batch)
    {
        const c10::InferenceMode inference;
        const Dass model = networkOf(network, precision);
        const at::Tensor clips = at::randn({batch, m_what.frames, fbank::kMelBins}) * 0.5;
        const at::Tensor input = m_gpu.upload(clips);
        const PeakMemory memory(m_gpu.device());
        const double inARow = m_watch.inARow([&] { model.forward(input); });
        const double alone = m_watch.each([&] { model.forward(input); });
        const double copied = m_watch.each([&] { model.forward(m_gpu.upload(clips)).logits.to(at::kCPU); });
        std::map<std::string, double> kinds;
        {
            const OperatorTimes times([this] { m_gpu.finish(); });
            for (int i = 0; i < kFewestRuns; ++i)
                model.forward(input);
            kinds = times.byKind();
        }
        for (auto& [kind, value] : kinds)
            value *= 1e6 / kFewestRuns / static_cast<double>(batch);
        const auto count = static_cast<double>(batch);
        return {{"network", network.name},
                {"precision", nameOf(precision)},
                {"batch", batch},
                {"clips_per_second", count / inARow},
                {"times_real_time", clipSeconds() * count / inARow},
                {"milliseconds_per_batch", 1e3 * alone},
                {"clips_per_second_from_memory", count / copied},
                {"peak_memory_mb", memory.megabytes()},
                {"microseconds_per_clip_by_kind", kinds}};
    }

    // Forward, backward and Adam on one batch.
    OrderedJson training(const GpuBenchmark::Network& network, Precision precision)
    {
        Parameters parameters;
        std::vector<at::Tensor> weights;
        std::vector<at::Tensor> first;
        std::vector<at::Tensor> second;
        for (const auto& [name, tensor] : freshParameters(network.config, 1)) {
            weights.push_back(tensor.to(m_gpu.device()).requires_grad_(true));
            parameters.emplace(name, weights.back());
            first.push_back(at::zeros_like(weights.back()));
            second.push_back(at::zeros_like(weights.back()));
        }
        const Dass model(network.config, parameters);
        const std::int64_t batch = m_what.trainingBatch;
        const at::Tensor input = at::randn({batch, m_what.frames, fbank::kMelBins}, options()) * 0.5;
        const at::Tensor labels = at::zeros({batch, network.config.classes}, options());
        const auto step = [&] {
            const Dass network16 = precision == Precision::Bf16 ? model.toBf16() : model;
            at::binary_cross_entropy_with_logits(network16.forward(input).logits, labels).backward();
            const at::NoGradGuard noGrad;
            std::vector<at::Tensor> gradients;
            for (const at::Tensor& weight : weights)
                gradients.push_back(weight.grad());
            at::_foreach_lerp_(first, gradients, 0.1);
            at::_foreach_mul_(second, 0.999);
            at::_foreach_addcmul_(second, gradients, gradients, 0.001);
            auto scale = at::_foreach_sqrt(second);
            at::_foreach_add_(scale, 1e-8);
            at::_foreach_addcdiv_(weights, first, scale, -1e-4);
            for (const at::Tensor& gradient : gradients)
                gradient.zero_();
        };
        const PeakMemory memory(m_gpu.device());
        const double seconds = m_watch.inARow(step);
        return {{"network", network.name},
                {"precision", nameOf(precision)},
                {"batch", batch},
                {"steps_per_second", 1 / seconds},
                {"clips_per_second", static_cast<double>(batch) / seconds},
                {"peak_memory_mb", memory.megabytes()}};
    }

    double clipSeconds() const { return kFrameSeconds * static_cast<double>(m_what.frames); }

    Accelerator& m_gpu;
    const GpuBenchmark& m_what;
    std::stop_token m_stop;
    Stopwatch m_watch;
    double m_copyBytes = std::numeric_limits<double>::quiet_NaN(); // a second
};

} // namespace

nlohmann::ordered_json measureGpu(Accelerator& gpu, const GpuBenchmark& what, const std::stop_token& stop)
{
    return GpuMeasurement(gpu, what, stop).all();
}

nlohmann::ordered_json measureGpu(int index, const std::string& title, const GpuBenchmark& what,
                                  const std::stop_token& stop)
{
    return measureGpu(*openCuda(index, title), what, stop);
}

} // namespace dass::cli
