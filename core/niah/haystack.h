#pragma once

#include "core/model/spill_file.h"
#include "core/niah/sound_source.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace dass::niah {

enum class HaystackKind { Zero, White, Pink, Brown, Babble, Recording };

struct HaystackSpec
{
    HaystackKind kind = HaystackKind::Zero;
    std::filesystem::path file; // of babble (file or folder; empty = the one that ships) and recording
    std::uint64_t seed = 1;     // of noise
    std::string name;           // in results
};

std::string nameOf(HaystackKind kind); // "zero", "white", …

// Samples that so many frames are made of; 0 for none.
std::int64_t samplesOf(std::int64_t frames);

struct HaystackOptions
{
    std::vector<std::int64_t> lengths;    // in frames: those whose loudness is wanted; the longest is made
    bool keepSamples = false;             // for mixing waveforms
    std::filesystem::path scratchFolder;  // of the temporary files; empty = the system's
    std::function<void(double)> progress; // the fraction done, for the thread that calls
};

// A long sound to hide needles in. Its frames are made once and lie in a temporary file (51 kB a second, and 64 kB more
// with the samples); a shorter haystack is its beginning, and louder or softer it costs nothing: the log-mel values are
// only shifted, which is exact down to the filterbank's floor. Reading is for several threads at a time, making is not.
class Haystack
{
public:
    // Nothing when it was stopped. Throws Error as the sources of sound, and Error(Io) when the disk is full.
    static std::optional<Haystack> make(const HaystackSpec& spec, const HaystackOptions& options,
                                        const std::stop_token& stop);

    // The same of any sound.
    static std::optional<Haystack> of(SoundSource& source, const HaystackOptions& options, const std::stop_token& stop);

    bool isZero() const { return m_features == nullptr; }
    std::int64_t frames() const { return m_frames; }

    // Of the samples that the first so many frames are made of; the length must be one of those that were wanted.
    double rms(std::int64_t frames) const;

    // Frames [first, first + n) as heard at this gain, normalised, [n, 128]. A zero haystack gives zeros at any.
    void read(std::int64_t first, double gain, std::span<float> frames) const;
    // Samples from `first` on at this gain; of a zero haystack, silence. Only with keepSamples.
    void readSamples(std::int64_t first, double gain, std::span<float> samples) const;

    static std::int64_t scratchBytes(const HaystackSpec& spec, const HaystackOptions& options);

private:
    explicit Haystack(std::int64_t frames) : m_frames(frames) {}
    bool fill(SoundSource& source, const HaystackOptions& options, const std::stop_token& stop);

    std::int64_t m_frames = 0;
    std::shared_ptr<SpillFile> m_features; // raw log-mel of the sound made kGain times as loud
    std::shared_ptr<SpillFile> m_samples;
    std::map<std::int64_t, double> m_rms;
};

} // namespace dass::niah
