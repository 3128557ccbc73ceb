#pragma once

#include "core/features/fbank_constants.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace dass {

// Front end of the models: 16 kHz mono, Kaldi log-mel filterbank, 25 ms frames every 10 ms, 128 bins from 20 to 8000 Hz.
namespace fbank {
// Frames that a recording of so many samples gives (snip_edges): 0 below one frame's length.
std::int64_t frameCount(std::int64_t samples);

// (x - mean) / (2 sd), in place.
void normalise(std::span<float> logMel);
} // namespace fbank

// Streaming filterbank. Samples go in in blocks of any size, each frame comes out as soon as its last sample is in, and
// the frames do not depend on where the blocks were cut. Log-mel values are raw (natural log, not normalised). The mean
// of the clip need not be subtracted: each frame's own mean is. Not thread-safe; one per stream.
class FbankStream
{
public:
    FbankStream();
    ~FbankStream();
    FbankStream(FbankStream&&) noexcept;
    FbankStream& operator=(FbankStream&&) noexcept;

    // Appends the frames completed by these samples to frames, [n, 128] row-major; returns n.
    std::int64_t push(std::span<const float> samples, std::vector<float>& frames);
    void reset();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

// All frames of a clip, [frameCount(samples), 128], the clip's mean subtracted first as the authors' loader does.
std::vector<float> computeFbank(std::span<const float> clip);

} // namespace dass
