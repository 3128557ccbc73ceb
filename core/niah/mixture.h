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
    double position = 0.5;               // 0 to 1; of several needles, each has its own
    std::optional<double> snrDb;         // none: the haystack as loud as it is; of several, each has its own
    Insertion insertion = Insertion::Spectrogram;
    double crossfadeSeconds = 0.05; // of waveforms
};

// The frame that the needle begins at: int(frames x position), or as late as it fits, the paper's rule.
std::int64_t needleStart(std::int64_t frames, double position);

// Frames of haystack that a mixture is made of: all but the needles' where spectrograms are spliced, else all.
std::int64_t haystackFrames(std::int64_t frames, Insertion insertion, std::int64_t needles = 1);

// How many needles a mixture has room for. Laid over the haystack, they may lie over one another, too.
std::int64_t mostNeedles(std::int64_t frames, Insertion insertion);
inline constexpr std::int64_t kMostNeedles = 32; // of one mixture

// The frames that several needles begin at, in the order of `positions`. Where they are laid over the haystack, each
// where it is wanted. Else none lies in another: in the order in which they are wanted, one that would begin within the
// one before begins at its end, and the last as late as they fit. Of more than mostNeedles(), each where it is wanted.
std::vector<std::int64_t> needleStarts(std::int64_t frames, const std::vector<double>& positions, Insertion insertion);

// One of the needles of a mixture.
struct HiddenNeedle
{
    const NeedleSound* sound = nullptr; // outlives the mixture
    double position = 0.5;              // 0 to 1
    std::optional<double> snrDb;        // none: as loud as it is
};

// Needles in a haystack as a model hears them, frame by frame. The same to the bit in every run, whoever reads what
// part. Keeps references to the needles and the haystack. Reading is for several threads at a time.
class Mixture
{
public:
    // Throws Error(InvalidArgument, Unsupported): less frames than the needles have, a haystack that is too short or
    // silent where an SNR is wanted, or a needle without the sound that is needed.
    Mixture(const NeedleSound& needle, const Haystack& haystack, const MixtureSettings& settings);
    // Several at once. The first one stays as loud as it is, and the haystack is made louder or softer to its ratio;
    // the others are made louder or softer to theirs.
    Mixture(const std::vector<HiddenNeedle>& needles, const Haystack& haystack, const MixtureSettings& settings);

    Mixture(const Mixture&) = delete;
    Mixture& operator=(const Mixture&) = delete;
    Mixture(Mixture&&) = default;

    std::int64_t frames() const { return m_settings.frames; }
    std::size_t needles() const { return m_needles.size(); }
    std::int64_t needleBegin(std::size_t needle = 0) const { return m_needles[needle].begin; } // frame
    double gain() const { return m_gain; }                                                     // of the haystack
    bool knowsNeedleSounds() const; // else only spectrograms, and nothing of them can be heard

    // Frames [first, first + n), normalised, [n, 128].
    void read(std::int64_t first, std::span<float> frames) const;

private:
    friend void readMixtureSamples(const Mixture& mixture, std::int64_t first, std::span<float> samples);

    struct Placed
    {
        const NeedleSound* sound;
        std::int64_t begin;             // frame
        double gain = 1;                // of its samples
        std::vector<float> spectrogram; // with that gain, where it is not 1
    };
    // Frames that are not the haystack's own.
    struct Patch
    {
        std::int64_t begin;          // frame
        std::span<const float> rows; // [n, 128]
        std::int64_t skipped;        // frames by which the haystack is behind after it, more than before it
        std::int64_t end() const;
    };

    void place(const std::vector<HiddenNeedle>& needles, std::int64_t around);
    void spliceSpectrograms();
    void mixWaveforms();
    void mixWaveforms(std::int64_t first, std::int64_t end, std::size_t from, std::size_t to);
    void readHaystack(std::int64_t first, std::span<float> frames) const;

    const Haystack& m_haystack;
    MixtureSettings m_settings;
    double m_gain = 1;
    std::vector<Placed> m_needles;           // as they were given
    std::vector<std::size_t> m_order;        // as they begin
    std::vector<Patch> m_patches;            // as they begin
    std::vector<std::vector<float>> m_mixed; // what patches lie in that are no needle's spectrogram
};

} // namespace dass::niah
