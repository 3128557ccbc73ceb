#pragma once

#include "core/base/random_stream.h"
#include "core/distill/clip_store.h"
#include "core/distill/spec.h"
#include "core/distill/teacher_outputs.h"

#include <cstdint>
#include <vector>

namespace dass::distill {

// Sound with what is to be learnt about it.
struct Example
{
    std::vector<float> samples; // mono at the store's rate, at most a training clip's length
    std::vector<float> labels;  // [classes]
    std::vector<float> teacher; // logits [classes]; empty without a teacher
};

// Makes training clips of one length out of a list's clips: crops, lengthens (ShortClipsSpec), changes the gain, mixes
// two. Several threads may ask at once.
class ClipAssembler
{
public:
    ClipAssembler(ClipStore& store, const TeacherOutputs& teachers, const Spec& spec, std::int64_t classes);

    std::size_t wantedSamples() const { return m_wanted; } // of a training clip, at the store's rate

    // A clip of the list alone or joined with others. A bad clip is replaced by another one at random.
    Example assemble(std::int64_t index, RandomStream& random);

    // With the rate spec.mixup: mixed with another clip of the list, lambda ~ Beta(10, 10), the means of both
    // subtracted as the authors do; the second is cut or padded to the first's length.
    Example assembleMixed(std::int64_t index, RandomStream& random);

private:
    std::vector<float> goodSamples(std::int64_t& index, RandomStream& random);
    Example exampleOf(std::int64_t index) const; // labels and teacher, no samples
    void crop(std::vector<float>& samples, RandomStream& random) const;
    void lengthen(Example& example, RandomStream& random);
    void repeat(std::vector<float>& samples, RandomStream& random) const;
    void join(Example& example, RandomStream& random);
    void changeGain(std::vector<float>& samples, RandomStream& random) const;

    ClipStore& m_store;
    const TeacherOutputs& m_teachers;
    const Spec& m_spec;
    std::int64_t m_classes;
    std::size_t m_wanted;
    std::size_t m_heard; // samples: a joined clip that is cut off counts as heard when so much of it is left
};

} // namespace dass::distill
