#pragma once

#include "core/model/tagging_model.h"
#include "core/niah/mixture.h"
#include "core/niah/sound_model.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <stop_token>

namespace dass::niah {

struct ScorerOptions
{
    int threads = 1; // of the model
    std::int64_t tileFrames =
        0; // longer mixtures go through the model in tiles of so many; 0 = where memory asks for it
    std::filesystem::path scratchFolder;
};

// Runs mixtures of any length through a model: short ones several at a time, long ones tile by tile where the model
// can. What comes out does not depend on which mixtures go together.
// A model that hears sound (SoundModel) gets that of the mixtures, one by one.
class MixtureScorer
{
public:
    // Keeps a reference.
    MixtureScorer(TaggingModel& model, ScorerOptions options, std::stop_token stop);
    ~MixtureScorer(); // the model forgets the stop
    MixtureScorer(const MixtureScorer&) = delete;
    MixtureScorer& operator=(const MixtureScorer&) = delete;

    const TaggingModel& model() const { return m_model; }
    std::int64_t mostFrames() const; // of a mixture that it can take at all; whether memory has room is another matter
    bool inTiles(std::int64_t frames) const;
    std::int64_t atOnce(std::int64_t frames) const;       // mixtures of a call
    std::int64_t memoryBytes(std::int64_t frames) const;  // of a call, beside the weights
    std::int64_t keptBytes(std::int64_t frames) const;    // in memory, of a mixture in tiles, beside that
    std::int64_t scratchBytes(std::int64_t frames) const; // of temporary files
    bool growsWithSquare() const { return !m_takesTiles && m_sound == nullptr; }
    // One pass gives the logits of several poolings: on the CPU, and in tiles.
    bool poolsTogether(std::int64_t frames) const;

    // Mixtures of equal length, at most atOnce() -> logits [mixtures, classes]. False when stopped. Throws
    // Error(Unsupported) where the model cannot take so much, with the reason.
    bool score(std::span<const Mixture> mixtures, Pooling pooling, std::span<float> logits,
               const std::function<void(double)>& progress = {});

    // The same of several poolings -> logits [poolings, mixtures, classes], to the bit as one by one. More than one
    // only where poolsTogether().
    bool score(std::span<const Mixture> mixtures, std::span<const Pooling> poolings, std::span<float> logits,
               const std::function<void(double)>& progress = {});

private:
    bool scoreSounds(std::span<const Mixture> mixtures, std::span<const Pooling> poolings, std::span<float> logits);
    bool scoreAtOnce(std::span<const Mixture> mixtures, std::span<const Pooling> poolings, std::span<float> logits);
    bool scoreInTiles(const Mixture& mixture, std::span<const Pooling> poolings, std::span<float> logits,
                      const std::function<void(double)>& progress);

    TaggingModel& m_model;
    ScorerOptions m_options;
    std::stop_token m_stop;
    bool m_takesTiles;
    bool m_poolsTogether;
    SoundModel* m_sound;        // the model, where it hears sound
    std::vector<float> m_input; // reused
};

} // namespace dass::niah
