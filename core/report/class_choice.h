#pragma once

#include "core/model/tagging_model.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dass {

// The classes that a comma-separated list names: display names (in any case; commas of their own and all), machine ids
// or indices. '@FILE' is what a file of classes names (class_list.h). Throws Error(InvalidArgument) with the nearest
// names for one that is not there, and what reading the file throws.
std::vector<std::int64_t> chooseClasses(const std::string& list, std::span<const Label> labels);

// The same, without what `excluded` names likewise; either may be empty: all classes, none left out. An empty answer
// means all. Throws also when none is left.
std::vector<std::int64_t> chooseClasses(const std::string& list, const std::string& excluded,
                                        std::span<const Label> labels);

// One class by its display name (in any case), machine id or index.
std::optional<std::int64_t> classNamed(const std::string& name, std::span<const Label> labels);

// The display names nearest to what was written, for people: "'Dog', 'Bark', 'Duck'".
std::string nearestNames(const std::string& name, std::span<const Label> labels);

} // namespace dass
