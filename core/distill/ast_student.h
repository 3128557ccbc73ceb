#pragma once

#include "core/distill/student_network.h"

namespace dass::distill {

// The architecture ast (Table 1's AST rows), with learned positions for the run's clips. Takes a seed for what is
// fresh. Positions of a checkpoint for other clips are cut or stretched. Throws as startStudent.
StudentStart startAstStudent(const Spec& spec, std::int64_t classes, std::uint64_t seed);

} // namespace dass::distill
