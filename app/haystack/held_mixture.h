#pragma once

#include "core/niah/mixture.h"

#include <cstdint>
#include <memory>
#include <span>

namespace dass {

// A mixture with what it is made of, to be drawn and heard while the next one is being made. Never changes; reading is
// for several threads at a time.
class HeldMixture
{
public:
    // Throws as niah::Mixture.
    HeldMixture(std::shared_ptr<const niah::NeedleSound> needle, std::shared_ptr<const niah::Haystack> haystack,
                const niah::MixtureSettings& settings, bool withSound);

    const niah::Mixture& mixture() const { return m_mixture; }
    const niah::MixtureSettings& settings() const { return m_settings; }
    std::int64_t frames() const { return m_settings.frames; }
    std::int64_t needleBegin() const { return m_mixture.needleBegin(); } // frame
    bool hasSound() const { return m_withSound; }                        // else only frames
    std::int64_t samples() const;
    void readSamples(std::int64_t first, std::span<float> samples) const; // within [0, samples())

private:
    std::shared_ptr<const niah::NeedleSound> m_needle;
    std::shared_ptr<const niah::Haystack> m_haystack;
    niah::MixtureSettings m_settings;
    bool m_withSound;
    niah::Mixture m_mixture; // refers to the above
};

} // namespace dass
