#pragma once

#include "core/distill/student_network.h"

namespace dass::distill {

// The architecture dass. Takes a seed for what is fresh. Throws as startStudent.
StudentStart startDassStudent(const Spec& spec, std::int64_t classes, std::uint64_t seed);

} // namespace dass::distill
