#pragma once

#include "core/distill/spec.h"

#include <ATen/core/Tensor.h>

namespace dass::distill {

// Binary cross-entropy against labels in [0, 1], mean over clips and classes. logits, labels [B, C] -> scalar
at::Tensor labelLoss(const at::Tensor& logits, const at::Tensor& labels);

// Distance from a teacher. student s, teacher t: logits [B, C] of B clips and C classes -> scalar, with a gradient for
// s. The temperature T divides the teacher's logits only, as in the authors' code. softmax is over the classes, means
// are over clips and classes, and bce(s, q) = mean of -(q log sigmoid(s) + (1 - q) log(1 - sigmoid(s))).
//   KlDiv       sum over clips and classes of q (log q - log softmax(s)), q = softmax(t / T), divided by B
//   Bce         bce(s, sigmoid(t / T))
//   BceSoftmax  bce(s, softmax(t / T))
//   L2          mean of (s - t)^2, whatever T
//   Cosine      1 - mean over clips of sigmoid(cos(s, t)), whatever T; 0.27 where both are equal
//   L2Cosine    L2 + Cosine
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
