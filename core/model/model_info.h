#pragma once

#include "core/model/tagging_model.h"

#include <filesystem>

namespace dass {

// What a model says of itself: read whole and as strictly as for a run, but not made ready for one. Takes every
// architecture, HTS-AT too. Takes a second or so for a large one; off the GUI thread. Throws what TaggingModel::load
// throws.
ModelInfo readModelInfo(const std::filesystem::path& path);

// Whether TaggingModel::load takes it: an HTS-AT hears sound at 32 kHz in place of the spectrogram.
bool tagsRecordings(const ModelInfo& info);

} // namespace dass
