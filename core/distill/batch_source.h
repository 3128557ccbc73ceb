#pragma once

#include "core/distill/clip_assembler.h"
#include "core/distill/sampler.h"

#include <cstdint>
#include <string>
#include <vector>

namespace dass::distill {

struct Batch
{
    std::int64_t clips = 0;
    std::int64_t frames = 0;
    std::vector<float> spectrograms; // [clips, frames, 128], normalised
    std::vector<float> labels;       // [clips, classes]
    std::vector<float> teacher;      // logits [clips, classes]; empty without a stored teacher
    std::vector<float> waveforms;    // [clips, samples] at the teachers' rate; empty where none hears the waveform
    std::vector<std::string> complaints{};
};

// The training batches of a run. A batch depends on nothing but the specification and the number of the step, so that
// it can be made ahead on another thread, and a resumed run gets what an uninterrupted one would have got. One thread
// at a time.
class BatchSource
{
public:
    // Keeps references to all but the sampler.
    BatchSource(ClipStore& store, const TeacherOutputs& teachers, const Spec& spec, std::int64_t classes);

    std::int64_t stepsPerEpoch() const { return m_stepsPerEpoch; }
    Batch batch(std::int64_t step); // step from 0, over all epochs

private:
    std::vector<float> studentSamples(const std::vector<float>& samples) const; // at 16 kHz

    ClipStore& m_store;
    const Spec& m_spec;
    ClipAssembler m_assembler;
    bool m_waveforms; // a teacher hears them
    Sampler m_sampler;
    std::int64_t m_stepsPerEpoch;
    std::int64_t m_epoch = 0; // whose order is at hand
    std::vector<std::int64_t> m_order;
};

} // namespace dass::distill
