#pragma once

#include <cstdint>
#include <limits>
#include <optional>

namespace dass::media {

// How much silence may stand in for the missing sound that a file tells of: a small file could ask for years of it. A
// day is believed of any (a recorder that sleeps between sounds writes hours of it), and beyond it ten times the sound
// that came before. That holds also where decoding jumps to and fro: of the silence before a place as much is kept in
// mind as has to lie there, and what was passed over is no sound, as nobody has heard it.
class SilenceBudget
{
public:
    // Whether so much silence may be written at a position, in samples of the rate. Once some may not, all that follows
    // may not, also when the same place is decoded again.
    bool take(std::int64_t position, std::int64_t silence, int rate);
    void giveBack(std::int64_t silence); // that was not written after all

    // Decoding leaves a position and goes on at another. What is taken in between is not written.
    void leave(std::int64_t position);
    void arrive(std::int64_t position);

    // Whether some was refused there before: the file's stamps lead to no place that lies behind.
    bool refusedBefore(std::int64_t position) const { return position > m_refusedFrom; }

private:
    // Of what lies before a position. The rest is sound.
    struct Counts
    {
        std::int64_t silence = 0;
        std::int64_t passed = 0; // over, in jumps
    };

    Counts knownBefore(std::int64_t position) const;

    std::optional<Counts> m_before; // what is decoded now; none in the middle of a jump
    Counts m_most;                  // the most silence of all positions that were left, …
    std::int64_t m_mostAt = 0;      // … and which one that was
    std::int64_t m_refusedFrom = std::numeric_limits<std::int64_t>::max();
};

} // namespace dass::media
