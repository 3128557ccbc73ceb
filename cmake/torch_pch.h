#pragma once
// The torch headers that nearly every torch unit needs, precompiled (see dass_use_torch).
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/library.h>
