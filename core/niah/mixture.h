#pragma once

#include "core/niah/haystack.h"
#include "core/niah/needle_set.h"
#include "core/niah/spec.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace dass::niah {

struct MixtureSettings
{
    std::int64_t frames = kNeedleFrames; // of the whole, at least the needle's
    double position = 0.5;               // 0 to 1
    std::optional<double> snrDb;         // none: the haystack as loud as it is
    Insertion insertion = Insertion::Spectrogram;
    double crossfadeSeconds = 0.05; // of waveforms
};

// The frame that the needle begins at: int(frames x position), or as late as it fits (dass.md, NIAH).
std::int64_t needleStart(std::int64_t frames, double position);

// Frames of haystack that a mixture is made of: all but the needle's where spectrograms are spliced, else all.
std::int64_t haystackFrames(std::int64_t frames, Insertion insertion);

// A needle in a haystack as a model hears it, frame by frame. The same to the bit in every run, whoever reads what
// part. Keeps references to the needle and the haystack. Reading is for several threads at a time.
class Mixture
{
public:
    // Throws Error(InvalidArgument, Unsupported): less frames than the needle has, a haystack that is too short or
    // silent where an SNR is wanted, or a needle without the sound that is needed.
    Mixture(const NeedleSound& needle, const Haystack& haystack, const MixtureSettings& settings);

    Mixture(const Mixture&) = delete;
    Mixture& operator=(const Mixture&) = delete;
    Mixture(Mixture&&) = default;

    std::int64_t frames() const { return m_settings.frames; }
    std::int64_t needleBegin() const { return m_begin; } // frame
    double gain() const { return m_gain; }               // of the haystack

    // Frames [first, first + n), normalised, [n, 128].
    void read(std::int64_t first, std::span<float> frames) const;

private:
    void mixWaveforms(const NeedleSound& needle);
    void readHaystack(std::int64_t first, std::span<float> frames) const;

    const Haystack& m_haystack;
    MixtureSettings m_settings;
    double m_gain = 1;
    std::int64_t m_begin = 0;
    std::int64_t m_patchBegin = 0;  // frames that are not the haystack's own
    std::span<const float> m_patch; // [n, 128]
    std::vector<float> m_mixed;     // what the patch lies in where it is not the needle's spectrogram
    std::int64_t m_skipped = 0;     // frames by which the haystack is behind after the patch
};

} // namespace dass::niah
