#pragma once

#include "core/distill/spec.h"
#include "core/distill/stored_outputs.h"

#include <cstdint>
#include <vector>

namespace dass::distill {

// Throws Error as StoredOutputs, and Error(BadFile) that names the file, where it has other rows than the data list or
// other classes. No value is read.
void checkStoredOutputs(const std::filesystem::path& path, std::int64_t rows, std::int64_t classes);

// What the stored teachers of a specification say together: the mean of their logits by weight.
class TeacherOutputs
{
public:
    // Reads all values once, of files that fit alone. Throws Error as StoredOutputs, and Error(BadFile) where rows or
    // classes do not fit the data list.
    TeacherOutputs(const std::vector<TeacherSpec>& teachers, bool evaluation, std::int64_t rows, std::int64_t classes);

    bool empty() const { return m_teachers.empty(); }
    // [classes], read from the files. Throws as StoredOutputs::row, and Error(BadFile) for values that are not finite
    // any more.
    std::vector<float> logits(std::int64_t row) const;

private:
    struct Teacher
    {
        StoredOutputs outputs;
        float share;
    };

    std::vector<Teacher> m_teachers;
};

} // namespace dass::distill
