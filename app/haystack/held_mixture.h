#pragma once

#include "core/niah/mixture.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace dass {

// A needle that a mixture shares with others.
struct HeldNeedle
{
    std::shared_ptr<const niah::NeedleSound> sound;
    double position = 0.5;
    std::optional<double> snrDb;
};

// A mixture with what it is made of, to be drawn and heard while the next one is being made. Never changes; reading is
// for several threads at a time.
class HeldMixture
{
public:
    // Throws as niah::Mixture.
    HeldMixture(std::vector<HeldNeedle> needles, std::shared_ptr<const niah::Haystack> haystack,
                const niah::MixtureSettings& settings, bool withSound);

    const niah::Mixture& mixture() const { return m_mixture; }
    const std::vector<HeldNeedle>& needles() const { return m_needles; }
    const niah::MixtureSettings& settings() const { return m_settings; }
    std::int64_t frames() const { return m_settings.frames; }
    std::vector<std::int64_t> begins() const;     // frames, in the needles' order
    bool hasSound() const { return m_withSound; } // else only frames
    std::int64_t samples() const;
    void readSamples(std::int64_t first, std::span<float> samples) const; // within [0, samples())

private:
    std::vector<HeldNeedle> m_needles;
    std::shared_ptr<const niah::Haystack> m_haystack;
    niah::MixtureSettings m_settings;
    bool m_withSound;
    niah::Mixture m_mixture; // refers to the above
};

} // namespace dass
