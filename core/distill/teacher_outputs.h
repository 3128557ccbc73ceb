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
    // Throws Error as StoredOutputs, and Error(BadFile) where rows or classes do not fit the data list.
    TeacherOutputs(const std::vector<TeacherSpec>& teachers, bool evaluation, std::int64_t rows, std::int64_t classes);

    bool empty() const { return m_teachers.empty(); }
    std::vector<float> logits(std::int64_t row) const; // [classes]

private:
    struct Teacher
    {
        StoredOutputs outputs;
        float share;
    };

    std::vector<Teacher> m_teachers;
};

} // namespace dass::distill
