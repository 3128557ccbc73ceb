#pragma once

#include "core/model/dass_config.h"
#include "core/model/tagging_model.h"

#include <cstdint>

namespace dass {

// As WholeModel's, of a DASS that computes in this precision on the CPU.
std::int64_t wholeScratchBytes(const DassConfig& config, Precision precision, std::int64_t frames,
                               std::int64_t tileFrames);
std::int64_t wholeKeptBytes(const DassConfig& config, Precision precision, std::int64_t frames,
                            std::int64_t tileFrames);
std::int64_t wholeWorkingBytes(const DassConfig& config, Precision precision, std::int64_t frames,
                               std::int64_t tileFrames);

} // namespace dass
