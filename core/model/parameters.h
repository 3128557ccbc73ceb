#pragma once

#include "core/model/dass_config.h"

#include <ATen/core/Tensor.h>

#include <map>
#include <string>

namespace dass {

// Tensors by official name (without "module.v.").
using Parameters = std::map<std::string, at::Tensor>;

// Throws Error(BadFile) that lists every unknown, missing and misshapen tensor, got and wanted, unless the parameters
// are exactly the wanted ones. `model` is what they were to be, "a DASS model"; `source` is named in the message: a
// file, or what made the parameters. Tensors go by their names in the file where those are given (official name -> the
// file's).
void requireShapes(const NamedShapes& wanted, const std::string& model, const Parameters& parameters,
                   const std::string& source, const std::map<std::string, std::string>& namesInFile = {});

// The same for a DASS model of this config.
void requireParameters(const DassConfig& config, const Parameters& parameters, const std::string& source,
                       const std::map<std::string, std::string>& namesInFile = {});

// Truncated normal, uniform and constant values as VMamba starts its training. The
// same seed gives the same values.
Parameters freshParameters(const DassConfig& config, std::uint64_t seed);

ShapeMap shapesOf(const Parameters& parameters);

} // namespace dass
