#pragma once

#include "core/model/tagging_model.h"

#include <filesystem>
#include <memory>
#include <span>

namespace dass {

// An HTS-AT ready to hear sound, with no tensor type in sight. It is no TaggingModel, whose spectrogram is not its own.
// On the CPU in fp32. One thread may call it at a time.
class HtsatModel
{
public:
    // Throws Error as TaggingModel::load, and Error(Unsupported) for a precision other than fp32.
    HtsatModel(const std::filesystem::path& path, const ModelOptions& options);
    ~HtsatModel();

    const ModelInfo& info() const;

    // samples: 32 kHz mono, 1 to htsat::kMostSamples (core/model/htsat_config.h) -> logits [classes], and embedding
    // [embeddingSize] when not empty. Throws Error(InvalidArgument, Unsupported) for other sizes.
    void logits(std::span<const float> samples, std::span<float> logits, std::span<float> embedding = {}) const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dass
