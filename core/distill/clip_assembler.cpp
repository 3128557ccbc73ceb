#include "core/distill/clip_assembler.h"

#include "core/audio/resampler.h"
#include "core/base/error.h"
#include "core/features/fbank.h"
#include "core/metrics/logits.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace dass::distill {

namespace {

constexpr double kMixupShape = 10;
constexpr int kMaxBadInARow = 1000;
constexpr float kSmallestProbability = 1e-7F;
constexpr std::int64_t kHeardSeconds = 1;

float logitOf(float probability)
{
    const float p = std::clamp(probability, kSmallestProbability, 1 - kSmallestProbability);
    return std::log(p) - std::log1p(-p);
}

void subtractMean(std::vector<float>& samples)
{
    const double sum = std::accumulate(samples.begin(), samples.end(), 0.0);
    const auto mean = static_cast<float>(sum / static_cast<double>(samples.size()));
    for (float& sample : samples)
        sample -= mean;
}

// Both sounds are there as loudly as before: the more certain of the two says what is heard.
void mergeByMaximum(Example& example, const Example& other)
{
    for (std::size_t c = 0; c < example.labels.size(); ++c)
        example.labels[c] = std::max(example.labels[c], other.labels[c]);
    for (std::size_t c = 0; c < example.teacher.size(); ++c)
        example.teacher[c] = std::max(example.teacher[c], other.teacher[c]);
}

// As labels are mixed: the teacher's probabilities in the sounds' proportion.
void mergeByShare(Example& example, const Example& other, float share)
{
    for (std::size_t c = 0; c < example.labels.size(); ++c)
        example.labels[c] = share * example.labels[c] + (1 - share) * other.labels[c];
    for (std::size_t c = 0; c < example.teacher.size(); ++c)
        example.teacher[c] = logitOf(share * sigmoid(example.teacher[c]) + (1 - share) * sigmoid(other.teacher[c]));
}

} // namespace

ClipAssembler::ClipAssembler(ClipStore& store, const TeacherOutputs& teachers, const Spec& spec, std::int64_t classes)
    : m_store(store), m_teachers(teachers), m_spec(spec), m_classes(classes),
      m_wanted(static_cast<std::size_t>(
          media::rescaledLength((spec.data.clipFrames - 1) * fbank::kFrameShift + fbank::kFrameLength,
                                fbank::kSampleRate, store.sampleRate()))),
      m_heard(static_cast<std::size_t>(kHeardSeconds * store.sampleRate()))
{
}

Example ClipAssembler::assemble(std::int64_t index, RandomStream& random)
{
    std::vector<float> samples = goodSamples(index, random);
    Example example = exampleOf(index);
    example.samples = std::move(samples);
    crop(example.samples, random);
    if (example.samples.size() < m_wanted)
        lengthen(example, random);
    changeGain(example.samples, random);
    return example;
}

Example ClipAssembler::assembleMixed(std::int64_t index, RandomStream& random)
{
    Example example = assemble(index, random);
    if (random.uniform() >= m_spec.mixup)
        return example;
    const auto partner = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(m_store.size())));
    Example other = assemble(partner, random);
    const auto share = static_cast<float>(random.beta(kMixupShape, kMixupShape));
    subtractMean(example.samples);
    subtractMean(other.samples);
    other.samples.resize(example.samples.size(), 0.0F);
    for (std::size_t i = 0; i < example.samples.size(); ++i)
        example.samples[i] = share * example.samples[i] + (1 - share) * other.samples[i];
    if (m_spec.mixupTargets == MixedTargets::Max)
        mergeByMaximum(example, other);
    else
        mergeByShare(example, other, share);
    return example;
}

std::vector<float> ClipAssembler::goodSamples(std::int64_t& index, RandomStream& random)
{
    for (int tries = 0; tries < kMaxBadInARow; ++tries) {
        std::vector<float> samples = m_store.samples(index);
        if (!samples.empty())
            return samples;
        index = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(m_store.size())));
    }
    throw Error(ErrorCode::BadFile, m_spec.data.train.string() +
                                        ": hardly a clip of the list can be decoded; see the " + "run's log for why");
}

Example ClipAssembler::exampleOf(std::int64_t index) const
{
    const Clip& clip = m_store.clips()[static_cast<std::size_t>(index)];
    return {{}, targetsOf({clip}, m_classes), m_teachers.logits(clip.row)};
}

void ClipAssembler::crop(std::vector<float>& samples, RandomStream& random) const
{
    if (samples.size() <= m_wanted)
        return;
    std::size_t begin = 0;
    if (m_spec.data.crop == Crop::Random)
        begin = random.below(samples.size() - m_wanted + 1);
    samples.erase(samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(begin));
    samples.resize(m_wanted);
}

void ClipAssembler::lengthen(Example& example, RandomStream& random)
{
    const ShortClipsSpec& weights = m_spec.data.shortClips;
    const double drawn = random.uniform() * (weights.pad + weights.repeat + weights.join);
    if (drawn < weights.join)
        join(example, random);
    else if (drawn < weights.join + weights.repeat)
        repeat(example.samples, random);
}

void ClipAssembler::repeat(std::vector<float>& samples, RandomStream& random) const
{
    const std::size_t phase = random.below(samples.size());
    std::vector<float> repeated(m_wanted);
    for (std::size_t i = 0; i < m_wanted; ++i)
        repeated[i] = samples[(phase + i) % samples.size()];
    samples = std::move(repeated);
}

void ClipAssembler::join(Example& example, RandomStream& random)
{
    while (example.samples.size() < m_wanted) {
        auto index = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(m_store.size())));
        const std::vector<float> next = goodSamples(index, random);
        const std::size_t room = m_wanted - example.samples.size();
        if (next.size() > room && room < std::min(next.size() / 2, m_heard))
            return; // the rest stays silent: too little of the next clip would be heard to learn its labels from
        example.samples.insert(example.samples.end(), next.begin(),
                               next.begin() + static_cast<std::ptrdiff_t>(std::min(room, next.size())));
        mergeByMaximum(example, exampleOf(index));
    }
}

void ClipAssembler::changeGain(std::vector<float>& samples, RandomStream& random) const
{
    if (m_spec.data.gainDb <= 0)
        return;
    const double decibels = (2 * random.uniform() - 1) * m_spec.data.gainDb;
    const auto gain = static_cast<float>(std::pow(10, decibels / 20));
    for (float& sample : samples)
        sample *= gain;
}

} // namespace dass::distill
