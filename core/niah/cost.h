#pragma once

#include "core/niah/scorer.h"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace dass::niah {

// How long a model takes for a mixture, from a few real steps: of a length near the longest that is wanted where that
// takes no more than a second or two, else of shorter ones. Time grows with the length, or, of a model that attends to
// everything at once, with a share of its square.
class CostModel
{
public:
    // Nothing when stopped. Lengths in frames. Throws Error(OutOfMemory) or std::bad_alloc where there is no memory to
    // measure it.
    static std::optional<CostModel> measure(MixtureScorer& scorer, const std::vector<std::int64_t>& lengths,
                                            const std::stop_token& stop);

    double seconds(const MixtureScorer& scorer, std::int64_t frames) const; // of one mixture

private:
    struct Curve
    {
        double linear = 0; // seconds a frame
        double square = 0;
    };
    Curve m_atOnce;
    Curve m_inTiles;
};

} // namespace dass::niah
