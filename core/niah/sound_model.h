#pragma once

#include "core/model/tagging_model.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace dass::niah {

// What a TaggingModel can be besides: one that hears the sound of a mixture in place of its spectrogram, and of one
// length at most.
class SoundModel
{
public:
    virtual ~SoundModel() = default;

    virtual std::int64_t mostFrames() const = 0; // of a mixture
    // Why it takes no mixture of so many frames, in words.
    virtual std::string tooLong(std::int64_t frames) const = 0;

    // samples: 16 kHz mono, those of a whole mixture -> logits [classes]. Throws Error(Unsupported) for another pooling
    // than its own.
    virtual void logitsOfSound(std::span<const float> samples, Pooling pooling, std::span<float> logits) = 0;
};

// As TaggingModel::load, and an HTS-AT too: a SoundModel, whose calls as a TaggingModel throw Error(Unsupported). By
// the authors' rules (core/model/htsat.h) it hears the first 10 s of a mixture of 10.24 s, as of the clips that it was
// trained on, and all of a longer one of up to 20.49 s in two or three overlapping crops. Mixtures are 16 kHz sound, so
// that nothing of what it would hear above 8 kHz is there, in the needle alone neither.
std::unique_ptr<TaggingModel> loadTestedModel(const std::filesystem::path& path, const ModelOptions& options);

} // namespace dass::niah
