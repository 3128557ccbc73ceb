#pragma once

#include <cstdint>
#include <initializer_list>
#include <vector>

namespace dass {

// What a stream of random numbers is for. The numbers are written into no file, but a change of order changes runs.
enum class Stream : std::uint64_t {
    Order = 1,
    Clip,
    Mask,
    DropPath,
    Initialisation,
    Noise,
    Needles,
    Resample,
    Haystack
};

// Random numbers that depend on nothing but a seed and a key (for example stream, epoch, place in the epoch). Work that
// draws from its own key gives the same result on any thread, in any order and after a resume, so that no generator's
// state has to be kept. SplitMix64; not for cryptography. The same numbers on every platform.
class RandomStream
{
public:
    RandomStream(std::uint64_t seed, Stream stream, std::initializer_list<std::uint64_t> key);

    std::uint64_t next();
    double uniform();                       // [0, 1)
    std::uint64_t below(std::uint64_t end); // 0 … end - 1, end > 0
    double normal();
    double gamma(double shape); // scale 1, shape >= 1
    double beta(double a, double b);

private:
    std::uint64_t m_state;
};

std::vector<std::int64_t> permutation(std::int64_t count, RandomStream& random);

} // namespace dass
