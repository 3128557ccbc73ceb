#pragma once

#include "core/distill/spec.h"

#include <cstdint>
#include <string>

namespace dass::distill {

// A file of weights, by the names and shapes of its tensors.
struct FoundWeights
{
    std::string architecture;    // "DASS"
    std::int64_t parameters = 0; // 0: not known
    std::int64_t classes = 0;    // 0: not known, or of images
};

// Looks at what the student starts from, which is not scratch: that it can be read and is of the student's widths and
// depths. No value is read (core/model/checkpoint_sizes.h). Throws Error that names the file, what is wrong and what to
// do.
FoundWeights checkStart(const StudentSpec& student, std::int64_t clipFrames);

// The same of a teacher that hears the batches and has a file: that it is of its kind and tells as many classes as the
// label file. A TorchScript module is a program, which is not opened before the run: only that it may be one.
FoundWeights checkTeacher(const TeacherSpec& teacher, std::int64_t classes);

} // namespace dass::distill
