#pragma once
// The torch headers that nearly every torch unit needs. Parsing them takes some 15 s; as a precompiled header, once a target.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/library.h>
