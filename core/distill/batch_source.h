#pragma once

#include "core/distill/clip_assembler.h"
#include "core/distill/ranks.h"
#include "core/distill/sampler.h"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace dass::distill {

inline constexpr std::int64_t kShardClips = 4; // that one thread computes at once

struct Batch
{
    std::int64_t clips = 0;
    std::int64_t frames = 0;
    std::vector<float> spectrograms; // [clips, frames, 128], normalised
    std::vector<float> labels;       // [clips, classes]
    std::vector<float> teacher;      // logits [clips, classes]; empty without a stored teacher
    std::vector<float> waveforms;    // [clips, samples] at the teachers' rate; empty where none hears the waveform
    std::vector<std::string> complaints{};

    // Where several processes share a batch, clips are this one's.
    std::int64_t first = 0; // place of its first clip in the whole
    std::int64_t whole = 0; // clips of the whole; 0 = these are all

    std::int64_t wholeClips() const { return whole > 0 ? whole : clips; }
};

// The training batches of a run. A batch depends on nothing but the specification and the number of the step, so that
// it can be made ahead on other threads, and a resumed run gets what an uninterrupted one would have got. Of several
// ranks each makes its part, in whole shards. Several threads may ask at once; complaints come with whichever batch is
// made next.
class BatchSource
{
public:
    // Keeps references to all but the sampler and the ranks, of which it takes the numbers.
    BatchSource(ClipStore& store, const TeacherOutputs& teachers, const Spec& spec, std::int64_t classes,
                const Ranks& ranks = Ranks());

    std::int64_t stepsPerEpoch() const { return m_stepsPerEpoch; }
    Batch batch(std::int64_t step); // step from 0, over all epochs

private:
    using Order = std::vector<std::int64_t>;
    std::shared_ptr<const Order> orderOf(std::int64_t epoch);
    std::vector<float> studentSamples(const std::vector<float>& samples) const; // at 16 kHz

    ClipStore& m_store;
    const Spec& m_spec;
    ClipAssembler m_assembler;
    bool m_waveforms; // a teacher hears them
    Sampler m_sampler;
    std::int64_t m_stepsPerEpoch;
    std::int64_t m_rank;
    std::int64_t m_ranks;
    std::mutex m_mutex;
    std::map<std::int64_t, std::shared_ptr<const Order>>
        m_orders; // by epoch: the last ones, which threads may be between
};

} // namespace dass::distill
