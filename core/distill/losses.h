#pragma once

#include "core/distill/spec.h"

#include <ATen/core/Tensor.h>

namespace dass::distill {

// Binary cross-entropy against labels in [0, 1], mean over clips and classes. logits, labels [B, C] -> scalar
at::Tensor labelLoss(const at::Tensor& logits, const at::Tensor& labels);

// Distance from a teacher. student, teacher: logits [B, C] -> scalar. The temperature divides
// the teacher's logits only, as in the authors' code.
at::Tensor kdLoss(KdKind kind, const at::Tensor& student, const at::Tensor& teacher, double temperature);

struct Losses
{
    at::Tensor total; // (1 - w) label + w kd; a part of weight 0 is not computed and counts 0
    at::Tensor label; // undefined when its weight is 0
    at::Tensor kd;
};

// teacher may be undefined, then only the labels count.
Losses losses(const LossSpec& spec, const at::Tensor& logits, const at::Tensor& labels, const at::Tensor& teacher);

} // namespace dass::distill
