// Calls one operator's CPU kernel on one thread and on AVX2, for valgrind's callgrind to count the instructions of
// (operator_instructions_test.cpp). Links no torch: valgrind would take a minute to load it. Prints how many elements
// the counted call worked on, and what the kernels were compiled with.

#include "core/features/fbank.h"
#include "core/ops/depthwise_conv.h"
#include "core/ops/layer_norm.h"
#include "core/ops/ss2d_cpu.h"

#include <hwy/highway.h>
#include <hwy/targets.h>

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <functional>
#include <iterator>
#include <random>
#include <string_view>
#include <vector>

namespace {

using dass::ops::ElementType;

constexpr int kBadUsage = 2;
constexpr int kNoAvx2 = 3;

std::vector<float> uniform(std::int64_t count, float low, float high)
{
    std::mt19937 random(1); // whose numbers are the same everywhere
    std::vector<float> values(static_cast<std::size_t>(count));
    for (float& value : values)
        value = low + (high - low) * static_cast<float>(random() >> 8) * 0x1p-24F;
    return values;
}

// As an operator's element type stores them.
class Values
{
public:
    Values(ElementType type, const std::vector<float>& values) : m_type(type), m_floats(values)
    {
        for (const float value : values) {
            std::uint32_t bits = 0;
            std::memcpy(&bits, &value, sizeof bits);
            m_brains.push_back(static_cast<std::uint16_t>(bits >> 16));
        }
    }
    void* data() { return m_type == ElementType::Float32 ? static_cast<void*>(m_floats.data()) : m_brains.data(); }

private:
    ElementType m_type;
    std::vector<float> m_floats;
    std::vector<std::uint16_t> m_brains;
};

// What is counted, with its buffers made beforehand.
struct Work
{
    std::int64_t elements;
    std::function<void()> run;
};

Work layerNorm(ElementType type)
{
    constexpr std::int64_t kRows = 1024;
    constexpr std::int64_t kChannels = 96;
    static Values x(type, uniform(kRows * kChannels, -1, 1));
    static Values y(type, uniform(kRows * kChannels, 0, 0));
    static const std::vector<float> weight = uniform(kChannels, 0.5, 1.5);
    static const std::vector<float> bias = uniform(kChannels, -1, 1);
    return {
        kRows * kChannels, [type] {
            dass::ops::layerNormCpu({kChannels, type, x.data(), weight.data(), bias.data(), 1e-5F}, 0, kRows, y.data());
        }};
}

Work depthwiseConvSilu(ElementType type)
{
    constexpr std::int64_t kHeight = 16;
    constexpr std::int64_t kWidth = 64;
    constexpr std::int64_t kChannels = 96;
    constexpr std::int64_t kElements = kHeight * kWidth * kChannels;
    static Values x(type, uniform(kElements, -1, 1));
    static Values y(type, uniform(kElements, 0, 0));
    static const std::vector<float> weight = uniform(kChannels * 9, -1, 1);
    return {kElements, [type] {
                dass::ops::depthwiseConvSiluCpu({1, kHeight, kWidth, kChannels, type, x.data(), weight.data()}, 0,
                                                kHeight, y.data());
            }};
}

// A scan of 64 channels: what one thread takes at a time of DASS-Small's first stage (rank 6, one state).
class Scan
{
public:
    static constexpr dass::ops::Ss2dShape kShape{1, 16, 64, 64, 6, 1};
    static constexpr std::int64_t kSteps = dass::ops::kDirections * kShape.height * kShape.width * kShape.channels;

    explicit Scan(ElementType type)
        : m_type(type), m_x(type, uniform(kElements, -1, 1)), m_y(type, uniform(kElements, -1, 1)),
          m_projections(type, uniform(kShape.length() * kShape.projectionWidth(), -1, 1)),
          m_dtWeight(uniform(kParameters * kShape.rank, -1, 1)), m_dtBias(uniform(kParameters, -6, -3)),
          m_aLogs(uniform(kParameters, -0.5, 0.5)), m_ds(uniform(kParameters, 0.5, 1.5)),
          m_sum(static_cast<std::size_t>(kElements)),
          m_chunkStates(static_cast<std::size_t>(kParameters * kShape.chunks())), m_dx(m_sum.size()),
          m_dProjections(static_cast<std::size_t>(kShape.length() * kShape.projectionWidth())),
          m_dDtWeight(m_dtWeight.size()), m_dDtBias(m_dtBias.size()), m_dALogs(m_aLogs.size()), m_dDs(m_ds.size())
    {
    }

    void forward()
    {
        for (int direction = 0; direction < dass::ops::kDirections; ++direction) {
            dass::ops::Ss2dSweep sweep{};
            sweep.channelEnd = kShape.channels;
            sweep.direction = direction;
            sweep.stepEnd = kShape.length();
            sweep.y = m_type == ElementType::Float32 ? static_cast<float*>(m_y.data()) : m_sum.data();
            sweep.yStride = kShape.channels;
            sweep.accumulate = direction > 0;
            sweep.chunkStates = m_chunkStates.data() + direction * kShape.chunks() * kShape.channels;
            dass::ops::ss2dSweepCpu(inputs(), sweep);
        }
        if (m_type == ElementType::BFloat16)
            dass::ops::roundToBFloat16Cpu(m_sum.data(), kShape.length(), kShape.channels,
                                          static_cast<std::uint16_t*>(m_y.data()), kShape.channels);
    }

    void backward()
    {
        dass::ops::ss2dBackwardPartCpu(inputs(), {0, 0, kShape.channels, m_y.data(), m_chunkStates.data(), m_dx.data(),
                                                  m_dProjections.data(), m_dDtWeight.data(), m_dDtBias.data(),
                                                  m_dALogs.data(), m_dDs.data()});
    }

private:
    static constexpr std::int64_t kElements = kShape.height * kShape.width * kShape.channels;
    static constexpr std::int64_t kParameters = dass::ops::kDirections * kShape.channels; // one state

    dass::ops::Ss2dInputs inputs()
    {
        return {kShape,          m_type,         m_x.data(), m_projections.data(), m_dtWeight.data(),
                m_dtBias.data(), m_aLogs.data(), m_ds.data()};
    }

    ElementType m_type;
    Values m_x;
    Values m_y; // and, backward, its gradient
    Values m_projections;
    std::vector<float> m_dtWeight;
    std::vector<float> m_dtBias;
    std::vector<float> m_aLogs;
    std::vector<float> m_ds;
    std::vector<float> m_sum; // over the directions, of a bf16 image
    std::vector<float> m_chunkStates;
    std::vector<float> m_dx;
    std::vector<float> m_dProjections;
    std::vector<float> m_dDtWeight;
    std::vector<float> m_dDtBias;
    std::vector<float> m_dALogs;
    std::vector<float> m_dDs;
};

Work scanForward(ElementType type)
{
    static Scan scan(type);
    return {Scan::kSteps, [] { scan.forward(); }};
}

Work scanBackward(ElementType type)
{
    static Scan scan(type);
    scan.forward(); // saves the states that the backward pass starts from
    return {Scan::kSteps, [] { scan.backward(); }};
}

Work layerNormBackward(ElementType type)
{
    static constexpr std::int64_t kRows = 256;
    static constexpr std::int64_t kChannels = 96;
    static Values x(type, uniform(kRows * kChannels, -1, 1));
    static Values dy(type, uniform(kRows * kChannels, -1, 1));
    static Values dx(type, uniform(kRows * kChannels, 0, 0));
    static const std::vector<float> parameters = uniform(2 * kChannels, 0.5, 1.5);
    static std::vector<float> sums(2 * kChannels);
    static const dass::ops::LayerNormInputs inputs{
        kChannels, type, x.data(), parameters.data(), parameters.data() + kChannels, 1e-5F};
    return {kRows * kChannels, [] {
                dass::ops::layerNormBackwardCpu(inputs, {dy.data(), dx.data(), sums.data(), sums.data() + kChannels}, 0,
                                                kRows);
            }};
}

Work filterbank(ElementType)
{
    static const std::vector<float> samples = uniform(2 * dass::fbank::kSampleRate, -0.5, 0.5);
    static dass::FbankStream stream;
    static std::vector<float> frames;
    frames.reserve(2 * 101 * dass::fbank::kMelBins);
    return {static_cast<std::int64_t>(samples.size()), [] {
                frames.clear();
                stream.push(samples, frames);
            }};
}

struct Operator
{
    std::string_view name;
    Work (*prepare)(ElementType);
    ElementType type;
};

constexpr Operator kOperators[] = {
    {"scan_forward_fp32", scanForward, ElementType::Float32},
    {"scan_forward_bf16", scanForward, ElementType::BFloat16},
    {"scan_backward_fp32", scanBackward, ElementType::Float32},
    {"layer_norm_fp32", layerNorm, ElementType::Float32},
    {"layer_norm_bf16", layerNorm, ElementType::BFloat16},
    {"layer_norm_backward_fp32", layerNormBackward, ElementType::Float32},
    {"layer_norm_backward_bf16", layerNormBackward, ElementType::BFloat16},
    {"depthwise_conv_silu_fp32", depthwiseConvSilu, ElementType::Float32},
    {"depthwise_conv_silu_bf16", depthwiseConvSilu, ElementType::BFloat16},
    {"fbank", filterbank, ElementType::Float32},
};

} // namespace

// Callgrind collects between this function's entry and its return; it knows it by this name.
extern "C" [[gnu::noinline]] void dassCountedCall(const std::function<void()>& run)
{
    run();
    asm volatile("" ::: "memory"); // so that the call above is a call and no jump that never comes back here
}

int main(int argc, char** argv)
{
    const auto* chosen = std::begin(kOperators);
    while (chosen != std::end(kOperators) && (argc != 2 || chosen->name != argv[1]))
        ++chosen;
    if (chosen == std::end(kOperators)) {
        std::fprintf(stderr, "name one operator:");
        for (const Operator& known : kOperators)
            std::fprintf(stderr, " %s", known.name.data());
        std::fprintf(stderr, "\n");
        return kBadUsage;
    }
    if ((hwy::SupportedTargets() & HWY_AVX2) == 0) {
        std::fprintf(stderr, "this processor, or valgrind, has no AVX2\n");
        return kNoAvx2;
    }
    hwy::SetSupportedTargetsForTest(HWY_AVX2);
    const Work work = chosen->prepare(chosen->type);
    work.run(); // finds its kernel and makes its scratch memory
    dassCountedCall(work.run);
#ifdef __clang__
    const char* const compiler = "clang";
    const int version = __clang_major__;
#else
    const char* const compiler = "g++";
    const int version = __GNUC__;
#endif
    std::printf("%lld\n%s %d with Highway %d.%d\n", static_cast<long long>(work.elements), compiler, version, HWY_MAJOR,
                HWY_MINOR);
    return 0;
}
