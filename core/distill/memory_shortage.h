#pragma once

#include "core/distill/spec.h"

#include <functional>

namespace dass::distill {

// Does the action. Where memory was too short for it, however torch and its libraries word that, it throws
// Error(OutOfMemory) that says what was asked for, what is free, and what helps.
void tellingShortage(const Spec& spec, const std::function<void()>& action);

} // namespace dass::distill
