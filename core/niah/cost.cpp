#include "core/niah/cost.h"

#include "core/base/error.h"

#include <algorithm>
#include <chrono>

namespace dass::niah {

namespace {

constexpr double kLongEnough = 0.7; // seconds of one measurement
constexpr std::int64_t kFirstFrames = 2 * kNeedleFrames;

struct Measured
{
    std::int64_t frames = 0;
    double seconds = 0; // of one mixture
};

class Measurement
{
public:
    explicit Measurement(MixtureScorer& scorer, const std::stop_token& stop) : m_scorer(scorer), m_stop(stop)
    {
        m_needle.spectrogram.assign(static_cast<std::size_t>(kNeedleFrames * 128), 0.1F);
        m_needle.samples.assign(static_cast<std::size_t>(samplesOf(kNeedleFrames)), 0.1F); // for those that hear sound
    }

    // The longest two of the lengths first, twice first, … that were tried before one took long enough.
    std::vector<Measured> upTo(std::int64_t first, std::int64_t longest)
    {
        std::vector<Measured> measured;
        for (std::int64_t frames = std::min(first, longest);; frames = std::min(2 * frames, longest)) {
            measured.push_back({frames, secondsOf(frames)});
            if (frames == longest || measured.back().seconds * m_atOnce > kLongEnough || m_stop.stop_requested())
                return measured;
        }
    }

    double secondsOf(std::int64_t frames)
    {
        HaystackOptions options;
        options.lengths = {frames - kNeedleFrames};
        const auto haystack = Haystack::make({}, options, m_stop);
        MixtureSettings settings;
        settings.frames = frames;
        const std::int64_t count = m_scorer.atOnce(frames);
        std::vector<Mixture> mixtures;
        for (std::int64_t i = 0; i < count; ++i)
            mixtures.emplace_back(m_needle, *haystack, settings);
        std::vector<float> logits(static_cast<std::size_t>(count * m_scorer.model().info().classes));
        const auto begin = std::chrono::steady_clock::now();
        m_scorer.score(mixtures, m_scorer.model().info().pooling, logits);
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
        m_atOnce = static_cast<double>(count);
        return took.count() / m_atOnce;
    }

private:
    MixtureScorer& m_scorer;
    const std::stop_token& m_stop;
    NeedleSound m_needle;
    double m_atOnce = 1;
};

} // namespace

std::optional<CostModel> CostModel::measure(MixtureScorer& scorer, const std::vector<std::int64_t>& lengths,
                                            const std::stop_token& stop)
{
    Measurement measurement(scorer, stop);
    std::int64_t atOnce = 0;
    std::int64_t inTiles = 0;
    for (std::int64_t frames : lengths) {
        if (frames <= scorer.mostFrames()) // else its cells say so, and take no time
            (scorer.inTiles(frames) ? inTiles : atOnce) = std::max(frames, scorer.inTiles(frames) ? inTiles : atOnce);
    }
    CostModel model;
    try {
        measurement.secondsOf(kNeedleFrames); // the first call makes buffers that later ones find
        if (atOnce > 0) {
            const auto measured = measurement.upTo(kFirstFrames, atOnce);
            const Measured& last = measured.back();
            const auto frames = static_cast<double>(last.frames);
            model.m_atOnce.linear = last.seconds / frames;
            if (scorer.growsWithSquare() && measured.size() > 1) {
                const Measured& before = measured[measured.size() - 2];
                const double slope = before.seconds / static_cast<double>(before.frames);
                const double square = (last.seconds / frames - slope) / (frames - static_cast<double>(before.frames));
                model.m_atOnce.square = std::max(0.0, square);
                model.m_atOnce.linear = std::max(0.0, last.seconds / frames - model.m_atOnce.square * frames);
            }
        }
        if (inTiles > 0) {
            std::int64_t first = std::min(inTiles, 8 * kNeedleFrames);
            while (!scorer.inTiles(first)) // only longer ones go in tiles
                first = std::min(inTiles, 2 * first);
            const Measured last = measurement.upTo(first, inTiles).back();
            model.m_inTiles.linear = last.seconds / static_cast<double>(last.frames);
        }
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Unsupported)
            throw; // else its cells say why, and take no time
    }
    if (stop.stop_requested())
        return std::nullopt;
    return model;
}

double CostModel::seconds(const MixtureScorer& scorer, std::int64_t frames) const
{
    if (frames > scorer.mostFrames())
        return 0;
    const Curve& curve = scorer.inTiles(frames) ? m_inTiles : m_atOnce;
    const auto length = static_cast<double>(frames);
    return length * (curve.linear + curve.square * length);
}

} // namespace dass::niah
