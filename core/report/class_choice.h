#pragma once

#include "core/model/tagging_model.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace dass {

// The classes that a comma-separated list names: display names (in any case; commas of their own and all), machine ids
// or indices. Throws Error(InvalidArgument) with the nearest names for one that is not there.
std::vector<std::int64_t> chooseClasses(const std::string& list, std::span<const Label> labels);

} // namespace dass
