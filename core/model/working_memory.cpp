#include "core/model/working_memory.h"

#include "core/features/fbank_constants.h"
#include "core/model/by_positions.h"

#include <algorithm>

namespace dass {

namespace {

constexpr std::int64_t kDirections = 4;

std::int64_t half(std::int64_t length)
{
    return (length + 1) / 2; // of a convolution of stride 2
}

} // namespace

// Activations are channels last, so a tensor of C channels at P positions takes P C e bytes, with e bytes an element.
// Every operation makes a new tensor from the last, so what counts is how many are alive at a time:
//   patch embedding  the input's copy (fp32) and the first convolution's output S;  S before and after LayerNorm or
//                    GELU;  S and the second convolution's output
//   SS2D             the residual stream D, the scan's input and output (inner width), its projections
//                    4 (R + 2N) wide, and for bf16 its sums in fp32
//   MLP              the residual stream three times (before the block, before the MLP, after it or normalised) and
//                    the hidden layer, twice where GELU is an operation of its own
//   in parts         (by_positions.h) of all positions the stream before and after and the scan's output, of those in
//                    work the MLP's tensors
// Downsampling and the head hold less than the group before them.
std::int64_t workingBytes(const DassConfig& config, const PassSize& size)
{
    const std::int64_t e = size.elementBytes;
    const std::int64_t hiddenCopies = size.fusedGelu ? 1 : 2;
    std::int64_t height = half(fbank::kMelBins);
    std::int64_t width = half(size.frames);
    const std::int64_t inputCopy = size.batch * size.frames * fbank::kMelBins * 4;
    const std::int64_t stem = size.batch * height * width * config.stem * e;
    std::int64_t peak = std::max(inputCopy + stem, 2 * stem);
    for (const DassStage& stage : config.stages) {
        height = half(height);
        width = half(width);
        const std::int64_t positions = size.batch * height * width;
        const std::int64_t stream = positions * stage.dim * e;
        if (&stage == &config.stages.front())
            peak = std::max(peak, stem + stream);

        const std::int64_t projections = positions * kDirections * (stage.rank + 2 * config.stateSize) * e;
        const std::int64_t sums = e == 4 ? 0 : positions * stage.inner * 4;
        peak = std::max(peak, stream + 2 * positions * stage.inner * e + projections + sums);

        const std::int64_t part = size.inParts ? partLength(positions, stage.dim, e, size.threads) : positions;
        if (part >= positions) {
            peak = std::max(peak, 3 * stream + hiddenCopies * positions * stage.mlp * e);
        } else {
            const std::int64_t inWork = std::min(positions, size.threads * part);
            peak = std::max(peak, 2 * stream + positions * stage.inner * e +
                                      inWork * (2 * stage.dim + hiddenCopies * stage.mlp) * e);
        }
    }
    return peak;
}

} // namespace dass
