#include "core/distill/batch_source.h"

#include "core/audio/resampler.h"
#include "core/distill/haystack_augmentation.h"
#include "core/distill/spectrogram.h"
#include "core/features/fbank.h"

#include <algorithm>
#include <iterator>

namespace dass::distill {

namespace {

constexpr std::size_t kKeptOrders = 2; // where one epoch ends, some threads are in the next one

} // namespace

BatchSource::BatchSource(ClipStore& store, const TeacherOutputs& teachers, const Spec& spec, std::int64_t classes,
                         const Ranks& ranks)
    : m_store(store), m_spec(spec), m_assembler(store, teachers, spec, classes),
      m_waveforms(
          std::ranges::any_of(spec.teachers, [](const TeacherSpec& teacher) { return waveformRate(teacher) != 0; })),
      m_sampler(spec.sampler, store.clips(), classes, spec.seed),
      m_stepsPerEpoch((store.size() + spec.batch - 1) / spec.batch), m_rank(ranks.rank()), m_ranks(ranks.size())
{
}

Batch BatchSource::batch(std::int64_t step)
{
    const std::int64_t epoch = step / m_stepsPerEpoch + 1;
    const std::shared_ptr<const Order> order = orderOf(epoch);
    const std::int64_t start = step % m_stepsPerEpoch * m_spec.batch;
    Batch batch;
    batch.whole = std::min(m_spec.batch, m_store.size() - start);
    const std::int64_t shards = (batch.whole + kShardClips - 1) / kShardClips;
    const auto placeOf = [&](std::int64_t rank) {
        return std::min(shards * rank / m_ranks * kShardClips, batch.whole);
    };
    batch.first = placeOf(m_rank);
    batch.clips = placeOf(m_rank + 1) - batch.first;
    const std::int64_t begin = start + batch.first;
    const std::int64_t end = begin + batch.clips;
    const bool hides = m_spec.data.haystack.share > 0;
    RandomStream stepRandom(m_spec.seed, Stream::Haystack, {static_cast<std::uint64_t>(step)});
    batch.frames = hides ? drawInputFrames(m_spec.data, stepRandom) : m_spec.data.clipFrames;
    for (std::int64_t place = begin; place < end; ++place) {
        const auto first = static_cast<std::uint64_t>(epoch);
        const auto second = static_cast<std::uint64_t>(place);
        RandomStream clipRandom(m_spec.seed, Stream::Clip, {first, second});
        Example example = m_assembler.assembleMixed((*order)[static_cast<std::size_t>(place)], clipRandom);
        const std::vector<float> samples = studentSamples(example.samples);
        std::vector<float> spectrogram = paddedFbank(samples, m_spec.data.clipFrames);
        RandomStream maskRandom(m_spec.seed, Stream::Mask, {first, second});
        maskSpectrogram(spectrogram, m_spec.freqMask, m_spec.timeMask, maskRandom);
        fbank::normalise(spectrogram);
        if (batch.frames > m_spec.data.clipFrames) {
            RandomStream placeRandom(m_spec.seed, Stream::Haystack, {first, second});
            spectrogram = hideClip(spectrogram, samples, batch.frames, m_spec.data.haystack, placeRandom);
        }
        batch.spectrograms.insert(batch.spectrograms.end(), spectrogram.begin(), spectrogram.end());
        batch.labels.insert(batch.labels.end(), example.labels.begin(), example.labels.end());
        batch.teacher.insert(batch.teacher.end(), example.teacher.begin(), example.teacher.end());
        if (m_waveforms) {
            example.samples.resize(m_assembler.wantedSamples(), 0.0F);
            batch.waveforms.insert(batch.waveforms.end(), example.samples.begin(), example.samples.end());
        }
    }
    batch.complaints = m_store.takeComplaints();
    return batch;
}

std::shared_ptr<const BatchSource::Order> BatchSource::orderOf(std::int64_t epoch)
{
    const std::scoped_lock lock(m_mutex);
    std::shared_ptr<const Order>& order = m_orders[epoch];
    if (!order)
        order = std::make_shared<Order>(m_sampler.epochOrder(epoch));
    const std::shared_ptr<const Order> found = order;
    while (m_orders.size() > kKeptOrders)
        m_orders.erase(m_orders.begin()->first == epoch ? std::next(m_orders.begin()) : m_orders.begin());
    return found;
}

std::vector<float> BatchSource::studentSamples(const std::vector<float>& samples) const
{
    media::Resampler resampler(m_store.sampleRate(), fbank::kSampleRate);
    std::vector<float> converted;
    resampler.push(samples, converted);
    resampler.finish(converted);
    return converted;
}

} // namespace dass::distill
