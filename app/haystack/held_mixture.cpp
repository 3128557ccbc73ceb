#include "app/haystack/held_mixture.h"

#include "core/niah/mixture_sound.h"

#include <utility>

namespace dass {

HeldMixture::HeldMixture(std::shared_ptr<const niah::NeedleSound> needle,
                         std::shared_ptr<const niah::Haystack> haystack, const niah::MixtureSettings& settings,
                         bool withSound)
    : m_needle(std::move(needle)), m_haystack(std::move(haystack)), m_settings(settings), m_withSound(withSound),
      m_mixture(*m_needle, *m_haystack, settings)
{
}

std::int64_t HeldMixture::samples() const
{
    return niah::mixtureSamples(m_settings.frames);
}

void HeldMixture::readSamples(std::int64_t first, std::span<float> samples) const
{
    niah::readMixtureSamples(*m_needle, *m_haystack, m_settings, m_mixture.gain(), first, samples);
}

} // namespace dass
