#pragma once

#include "core/model/safetensors.h"

#include <optional>
#include <string>
#include <string_view>

namespace dass {

// What a class or function named in a pickle is taken for. Nothing is ever imported or run: a few constructors are
// imitated, harmless ones give an inert object, and calling anything else refuses the file.
enum class GlobalRole {
    OrderedDict,
    RebuildTensor,
    RebuildParameter,
    Size,    // torch.Size: a tuple
    Inert,   // may be called; its result is opaque
    Refused, // may be mentioned, not called
};

GlobalRole roleOf(std::string_view global); // "module.name"

// Making an object without calling a constructor (NEWOBJ) is harmless for any class but those made to reach the system.
bool mayInstantiate(std::string_view global);

// "torch.FloatStorage" -> F32.
std::optional<DType> storageDType(std::string_view global);

} // namespace dass
