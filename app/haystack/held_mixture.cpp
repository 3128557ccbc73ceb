#include "app/haystack/held_mixture.h"

#include "core/niah/mixture_sound.h"

#include <utility>

namespace dass {

namespace {

std::vector<niah::HiddenNeedle> referringTo(const std::vector<HeldNeedle>& needles)
{
    std::vector<niah::HiddenNeedle> hidden;
    for (const HeldNeedle& needle : needles)
        hidden.push_back({needle.sound.get(), needle.position, needle.snrDb});
    return hidden;
}

} // namespace

HeldMixture::HeldMixture(std::vector<HeldNeedle> needles, std::shared_ptr<const niah::Haystack> haystack,
                         const niah::MixtureSettings& settings, bool withSound)
    : m_needles(std::move(needles)), m_haystack(std::move(haystack)), m_settings(settings), m_withSound(withSound),
      m_mixture(referringTo(m_needles), *m_haystack, settings)
{
}

std::vector<std::int64_t> HeldMixture::begins() const
{
    std::vector<std::int64_t> begins;
    for (std::size_t i = 0; i < m_mixture.needles(); ++i)
        begins.push_back(m_mixture.needleBegin(i));
    return begins;
}

std::int64_t HeldMixture::samples() const
{
    return niah::mixtureSamples(m_settings.frames);
}

void HeldMixture::readSamples(std::int64_t first, std::span<float> samples) const
{
    niah::readMixtureSamples(m_mixture, first, samples);
}

} // namespace dass
