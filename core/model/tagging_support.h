#pragma once

// What the models behind TaggingModel share.

#include "core/model/device.h"
#include "core/model/tagging_model.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <span>
#include <string>

namespace dass {

Precision chosenPrecision(Precision wanted); // what Auto becomes here

// Sets torch's threads and keeps freed buffers for the next pass; for the whole process.
void prepareProcess(const ModelOptions& options);

// Throws Error(InvalidArgument) that says what has the wrong size.
void requireSize(std::size_t found, std::int64_t wanted, const char* what);

// A tensor over somebody else's values. torch does not write to what it reads, though its views know no const.
at::Tensor viewOf(std::span<const float> values, at::IntArrayRef shape);

void copyOut(const at::Tensor& from, std::span<float> to);

} // namespace dass
