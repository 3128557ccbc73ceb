#include "core/base/random_stream.h"
#include "core/features/fbank.h"
#include "core/niah/sound_source.h"

#include <cmath>
#include <numbers>

namespace dass::niah {

namespace {

constexpr std::size_t kBlock = 4096;        // samples that share a random stream
constexpr std::size_t kWarmUp = 2 * kBlock; // until the slowest filter has forgotten its start
constexpr double kLowest = 10;              // Hz, below which pink and brown noise are level

double decayOf(double hertz)
{
    return std::exp(-2 * std::numbers::pi * hertz / fbank::kSampleRate);
}

// y[n] = x[n] - zero x[n-1] + pole y[n-1]
struct Section
{
    double pole = 0;
    double zero = 0;
    double lastIn = 0;
    double lastOut = 0;

    double operator()(double in)
    {
        lastOut = in - zero * lastIn + pole * lastOut;
        lastIn = in;
        return lastOut;
    }
};

// Poles two octaves apart with a zero half way fall by 6 dB on one octave and not on the next: 3 dB an octave, with a
// ripple of some tenths.
std::vector<Section> sectionsOf(NoiseColour colour)
{
    if (colour == NoiseColour::White)
        return {};
    if (colour == NoiseColour::Brown)
        return {{.pole = decayOf(kLowest)}};
    std::vector<Section> sections;
    for (double hertz = kLowest; 2 * hertz < fbank::kSampleRate / 2.0; hertz *= 4)
        sections.push_back({.pole = decayOf(hertz), .zero = decayOf(2 * hertz)});
    return sections;
}

// Rms of what the sections make of noise with an rms of 1: the root of the sum over their impulse response, squared.
double gainOf(std::vector<Section> sections)
{
    double energy = 0;
    for (std::size_t i = 0; i < 8 * kWarmUp; ++i) {
        double value = i == 0 ? 1 : 0;
        for (Section& section : sections)
            value = section(value);
        energy += value * value;
    }
    return std::sqrt(energy);
}

class Noise final : public SoundSource
{
public:
    Noise(NoiseColour colour, std::uint64_t seed)
        : m_seed(seed), m_sections(sectionsOf(colour)), m_scale(1 / gainOf(m_sections))
    {
        std::vector<float> forgotten(m_sections.empty() ? 0 : kWarmUp);
        Noise::read(forgotten);
    }

    void read(std::span<float> samples) override
    {
        for (float& sample : samples) {
            if (m_next == kBlock)
                refill();
            sample = m_block[m_next++];
        }
    }

private:
    void refill()
    {
        RandomStream random(m_seed, Stream::Noise, {m_blocks++});
        m_block.resize(kBlock);
        for (float& sample : m_block) {
            double value = random.normal();
            for (Section& section : m_sections)
                value = section(value);
            sample = static_cast<float>(value * m_scale);
        }
        m_next = 0;
    }

    std::uint64_t m_seed;
    std::vector<Section> m_sections;
    double m_scale;
    std::vector<float> m_block;
    std::size_t m_next = kBlock;
    std::uint64_t m_blocks = 0;
};

} // namespace

std::unique_ptr<SoundSource> makeNoise(NoiseColour colour, std::uint64_t seed)
{
    return std::make_unique<Noise>(colour, seed);
}

} // namespace dass::niah
