#pragma once
// The torch headers that nearly every torch unit needs, precompiled (see dass_use_torch). Not those of autograd
// functions and operator registration: the templates that they leave open would be instantiated by every unit, 2 s each.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
