#pragma once

#include "core/model/parameters.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>

namespace dass::distill {

// Parts of starting a student from a checkpoint, whatever its architecture.

// The checkpoint's head of another number of classes becomes the fresh one. Says so; empty where nothing is replaced.
std::string replaceHead(Parameters& checkpoint, std::int64_t checkpointClasses, const Parameters& fresh,
                        std::int64_t classes, const std::array<const char*, 2>& head,
                        const std::filesystem::path& path);

// What to call the checkpoint where it does not fit.
std::string checkpointText(const std::filesystem::path& path);

} // namespace dass::distill
