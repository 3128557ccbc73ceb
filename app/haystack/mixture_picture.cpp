#include "app/haystack/mixture_picture.h"

#include "core/features/fbank.h"
#include "core/features/fbank_tables.h"

#include <algorithm>
#include <cmath>

namespace dass {

namespace {

constexpr auto kRow = static_cast<std::size_t>(fbank::kMelBins);
constexpr std::int64_t kBlock = 512; // samples around each frame that stands for others

void addSamples(const HeldMixture& mixture, std::int64_t from, std::int64_t count, MixturePicture& picture, int column,
                std::vector<float>& buffer, double& energy, std::int64_t& taken)
{
    count = std::min(count, mixture.samples() - from);
    if (count <= 0)
        return;
    buffer.resize(static_cast<std::size_t>(count));
    mixture.readSamples(from, buffer);
    const auto c = static_cast<std::size_t>(column);
    for (const float sample : buffer) {
        picture.least[c] = std::min(picture.least[c], sample);
        picture.greatest[c] = std::max(picture.greatest[c], sample);
        energy += static_cast<double>(sample) * static_cast<double>(sample);
    }
    taken += count;
}

} // namespace

std::shared_ptr<const MixturePicture> drawMixture(const HeldMixture& mixture, std::int64_t first, std::int64_t last,
                                                  int columns, const std::stop_token& stop)
{
    auto picture = std::make_shared<MixturePicture>();
    picture->first = std::clamp<std::int64_t>(first, 0, mixture.frames() - 1);
    picture->last = std::clamp<std::int64_t>(last, picture->first + 1, mixture.frames());
    picture->columns = std::max(1, columns);
    const auto size = static_cast<std::size_t>(picture->columns);
    picture->mel.assign(size * kRow, 0);
    if (mixture.hasSound()) {
        picture->least.assign(size, 0);
        picture->greatest.assign(size, 0);
        picture->rms.assign(size, 0);
    }
    const double perColumn = static_cast<double>(picture->last - picture->first) / picture->columns;
    std::vector<float> frames;
    std::vector<float> samples;
    for (int column = 0; column < picture->columns; ++column) {
        if (stop.stop_requested())
            return nullptr;
        const auto begin = picture->first + static_cast<std::int64_t>(column * perColumn);
        const auto end = std::clamp(picture->first + static_cast<std::int64_t>(std::ceil((column + 1) * perColumn)),
                                    begin + 1, picture->last);
        const bool all = end - begin <= kFramesOfColumn;
        const std::int64_t blocks = all ? 1 : kFramesOfColumn;
        const std::int64_t count = all ? end - begin : 1;
        frames.resize(static_cast<std::size_t>(count) * kRow);
        double energy = 0;
        std::int64_t taken = 0;
        float* mel = picture->mel.data() + static_cast<std::size_t>(column) * kRow;
        for (std::int64_t block = 0; block < blocks; ++block) {
            const std::int64_t at = begin + block * (end - begin) / blocks;
            mixture.mixture().read(at, frames);
            for (std::int64_t f = 0; f < count; ++f)
                for (std::size_t bin = 0; bin < kRow; ++bin)
                    mel[bin] += frames[static_cast<std::size_t>(f) * kRow + bin];
            if (mixture.hasSound())
                addSamples(mixture, at * fbank::kFrameShift, all ? count * fbank::kFrameShift : kBlock, *picture,
                           column, samples, energy, taken);
        }
        for (std::size_t bin = 0; bin < kRow; ++bin)
            mel[bin] /= static_cast<float>(blocks * count);
        if (taken > 0)
            picture->rms[static_cast<std::size_t>(column)] =
                static_cast<float>(std::sqrt(energy / static_cast<double>(taken)));
    }
    return picture;
}

} // namespace dass
