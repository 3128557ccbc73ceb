#include "core/audio/resampler.h"

#include "core/audio/ffmpeg_support.h"
#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string>

extern "C" {
#include <libavutil/channel_layout.h>
#include <libavutil/mathematics.h>
#include <libavutil/opt.h>
}

namespace dass::media {

namespace {

constexpr int kFilterSize = 128;        // zero crossings, both sides together
constexpr double kCutoff = 0.955;       // -6 dB point; with this length the stop band begins at 1.0
constexpr double kKaiserBeta = 9;       // sets the stop band's depth
constexpr int kPhaseBits = 12;          // up to 4096 phases: enough for the exact ratio of any two usual rates
constexpr int kHighestRate = 1'000'000; // Hz; the filter's length grows with the rate
constexpr std::size_t kBlock = 4096;    // input values a call

Error cannotConvert(int from, int to, const std::string& why)
{
    return Error(ErrorCode::Unsupported, "cannot convert a sample rate of " + std::to_string(from) + " Hz to " +
                                             std::to_string(to) + " Hz (" + why +
                                             "); convert the file to 48000 Hz first");
}

} // namespace

std::int64_t rescaledLength(std::int64_t count, int from, int to)
{
    return av_rescale_rnd(count, to, from, AV_ROUND_UP);
}

Resampler::Resampler(int inputRate, int outputRate, int width)
    : m_inputRate(inputRate), m_outputRate(outputRate), m_width(static_cast<std::size_t>(width))
{
    if (inputRate <= 0 || inputRate > kHighestRate || outputRate <= 0 || outputRate > kHighestRate)
        throw cannotConvert(inputRate, outputRate, "1 to " + std::to_string(kHighestRate) + " Hz were wanted");
    const int common = std::gcd(inputRate, outputRate);
    m_inputPeriod = inputRate / common;
    m_outputPeriod = outputRate / common;
    if (inputRate == outputRate)
        return;

    AVChannelLayout layout{};
    av_channel_layout_default(&layout, width);
    SwrContext* context = nullptr;
    int result = swr_alloc_set_opts2(&context, &layout, AV_SAMPLE_FMT_FLT, outputRate, &layout, AV_SAMPLE_FMT_FLT,
                                     inputRate, 0, nullptr);
    m_context.reset(context);
    if (result >= 0) {
        const bool exact = m_outputPeriod <= (1 << kPhaseBits);
        av_opt_set_int(context, "filter_size", kFilterSize, 0);
        av_opt_set_int(context, "phase_shift", kPhaseBits, 0);
        av_opt_set_int(context, "linear_interp", exact ? 0 : 1, 0);
        av_opt_set_int(context, "exact_rational", 1, 0);
        av_opt_set_double(context, "cutoff", kCutoff, 0);
        av_opt_set_double(context, "kaiser_beta", kKaiserBeta, 0);
        result = swr_init(context);
    }
    if (result < 0)
        throw cannotConvert(inputRate, outputRate, errorText(result));

    const double inputsPerCrossing = std::max(1.0, inputRate / (outputRate * kCutoff));
    const auto filterLength = static_cast<std::int64_t>(std::ceil(kFilterSize * inputsPerCrossing)) + 16;
    m_silence = (filterLength + m_inputPeriod - 1) / m_inputPeriod * m_inputPeriod;
    m_settling = rescaledLength(filterLength, inputRate, outputRate);
    m_produced = -(m_silence / m_inputPeriod * m_outputPeriod);
}

void Resampler::push(std::span<const float> input, std::vector<float>& out)
{
    if (!m_context) {
        out.insert(out.end(), input.begin(), input.end());
        return;
    }
    if (input.empty())
        return;
    if (m_consumed == 0)
        pushSilence(m_silence, out);
    m_consumed += static_cast<std::int64_t>(input.size() / m_width);
    convert(input, out);
}

void Resampler::finish(std::vector<float>& out)
{
    if (!m_context || m_consumed == 0)
        return;
    const std::int64_t total = rescaledLength(m_consumed, m_inputRate, m_outputRate);
    pushSilence(m_silence, out);
    const std::int64_t surplus = std::max<std::int64_t>(m_produced - total, 0);
    out.resize(out.size() - static_cast<std::size_t>(surplus) * m_width);
    m_produced -= surplus;
}

void Resampler::pushSilence(std::int64_t samples, std::vector<float>& out)
{
    static constexpr std::array<float, kBlock> kSilence{};
    for (auto left = static_cast<std::size_t>(samples) * m_width; left > 0; left -= std::min(left, kBlock))
        convert(std::span(kSilence).first(std::min(left, kBlock)), out);
}

void Resampler::convert(std::span<const float> input, std::vector<float>& out)
{
    for (; !input.empty(); input = input.subspan(std::min(kBlock, input.size()))) {
        const int count = static_cast<int>(std::min(kBlock, input.size()) / m_width);
        const int room = std::max(swr_get_out_samples(m_context.get(), count), 0);
        const std::size_t before = out.size();
        out.resize(before + static_cast<std::size_t>(room) * m_width);
        auto* to = reinterpret_cast<std::uint8_t*>(out.data() + before);
        const auto* from = reinterpret_cast<const std::uint8_t*>(input.data());
        const int made = swr_convert(m_context.get(), &to, room, &from, count);
        if (made < 0)
            throw Error(ErrorCode::Internal, "sample rate conversion failed (" + errorText(made) + ")");
        const std::int64_t early = std::clamp<std::int64_t>(-m_produced, 0, made);
        const auto first = out.begin() + static_cast<std::ptrdiff_t>(before);
        out.erase(first, first + early * static_cast<std::ptrdiff_t>(m_width));
        out.resize(before + static_cast<std::size_t>(made - early) * m_width);
        m_produced += made;
    }
}

} // namespace dass::media
