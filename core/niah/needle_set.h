#pragma once

#include "core/distill/label_table.h"
#include "core/model/spill_file.h"
#include "core/niah/spec.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace dass::niah {

inline constexpr std::int64_t kNeedleFrames = 1024;

struct Needle
{
    std::string name;                 // the clip's path, or "needle 3"
    std::vector<std::int64_t> labels; // class indices, ascending; at least one
    double rms = 0;                   // of its samples; 0 where only its spectrogram is known
    std::int64_t samples = 0;         // that are kept for mixing waveforms
};

// A needle with its sound, ready to be hidden.
struct NeedleSound
{
    std::vector<float> spectrogram; // [1024, 128], normalised
    std::vector<float> samples;     // 16 kHz; empty where they are not kept
    double rms = 0;
};

// A clip as a needle: its first 10.24 s, padded with zeros in the log-mel domain as training clips are.
NeedleSound needleOf(std::vector<float> samples);

// Why there is nothing to hide in a clip, whatever it would be hidden in: its first 10.24 s are shorter than one frame
// of the spectrogram, or none of their samples has any energy. The one rule of experiments, of their estimates and of
// mixtures that are made by hand.
enum class NoNeedle { TooShort, Silent };
std::optional<NoNeedle> whyNoNeedle(std::span<const float> samples);
std::string wordsOf(NoNeedle why, const std::filesystem::path& clip); // "dog.wav: is silent; choose another clip"

// The needles of an experiment. Their spectrograms lie in a temporary file. Reading is for several threads at a time.
class NeedleSet
{
public:
    struct Options
    {
        bool keepSamples = false;
        bool known = false; // only what the needles are is wanted: nothing is written, and sound() not to be called
        std::filesystem::path scratchFolder;
        std::function<void(std::int64_t done, std::int64_t of)> progress;
        // Before the first one is decoded: needles at most, and the temporary files that these take, in bytes.
        std::function<void(std::int64_t needles, std::int64_t bytes)> begin;
    };

    NeedleSet() = default; // of none

    // What the specification names, decoded: clips that cannot be read, are silent, are shorter than wanted or have no
    // label are left out. Nothing when it was stopped. Throws Error: NotFound, BadFile (none is left, a label that is
    // not in the table, wrong shapes).
    static std::optional<NeedleSet> read(const NeedleSource& source, const distill::LabelTable& table,
                                         const Options& options, const std::stop_token& stop);

    std::int64_t size() const { return static_cast<std::int64_t>(m_needles.size()); }
    const std::vector<Needle>& needles() const { return m_needles; }
    NeedleSound sound(std::int64_t index) const;
    std::int64_t scratchBytes() const; // of the temporary files, also of those that were not written

    const std::string& fingerprint() const { return m_fingerprint; } // SHA-256 over spectrograms and labels
    // One line for each clip that is silent or cannot be read.
    const std::vector<std::string>& leftOut() const { return m_leftOut; }
    std::int64_t unlabelled() const { return m_unlabelled; }
    std::int64_t tooShort() const { return m_tooShort; }
    std::int64_t silent() const { return m_silent; }
    std::int64_t unreadable() const { return static_cast<std::int64_t>(m_leftOut.size()) - m_silent; }
    std::string leftOutText() const; // "1 without a label, 0 too short, 2 silent, 0 that cannot be read"

private:
    explicit NeedleSet(const Options& options);
    void add(Needle needle, const NeedleSound& sound);
    void begin(std::int64_t most, bool withSamples, const Options& options) const;
    bool readClips(const NeedleSource& source, const distill::LabelTable& table, const Options& options,
                   const std::stop_token& stop);
    bool readSpectrograms(const NeedleSource& source, const distill::LabelTable& table, const Options& options,
                          const std::stop_token& stop);

    bool m_keepSamples = false;
    std::vector<Needle> m_needles;
    std::shared_ptr<SpillFile> m_spectrograms; // null where nothing is written
    std::shared_ptr<SpillFile> m_samples;      // the same, or where samples are not kept
    std::string m_fingerprint;
    std::vector<std::string> m_leftOut;
    std::int64_t m_unlabelled = 0;
    std::int64_t m_tooShort = 0;
    std::int64_t m_silent = 0;
};

} // namespace dass::niah
