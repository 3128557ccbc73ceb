#pragma once

#include "app/haystack/held_mixture.h"

#include <QMetaType>

#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

namespace dass {

// A part of a mixture reduced to the columns of a picture.
struct MixturePicture
{
    std::int64_t first = 0; // frame
    std::int64_t last = 0;  // behind the part
    int columns = 0;
    std::vector<float> mel;   // [columns, 128], normalised: the mean over the column's frames
    std::vector<float> least; // [columns] of the samples; empty where the mixture has no sound
    std::vector<float> greatest;
    std::vector<float> rms;
};

// Where a column has more frames than that, so many of them, evenly spread, stand for all.
inline constexpr std::int64_t kFramesOfColumn = 16;

// Null when stopped. Throws Error(Io).
std::shared_ptr<const MixturePicture> drawMixture(const HeldMixture& mixture, std::int64_t first, std::int64_t last,
                                                  int columns, const std::stop_token& stop);

} // namespace dass

Q_DECLARE_METATYPE(std::shared_ptr<const dass::MixturePicture>)
