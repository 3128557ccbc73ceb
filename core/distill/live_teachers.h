#pragma once

#include "core/distill/live_teacher.h"
#include "core/distill/student.h"

#include <memory>
#include <vector>

namespace dass::distill {

// All teachers of a run together: the mean of their logits by weight, the stored ones' given.
class LiveTeachers
{
public:
    // Loads those of the specification that are live. The student outlives this object, and its running mean is what
    // the kind ema asks. Throws Error as loadTeacher.
    LiveTeachers(const Spec& spec, std::int64_t classes, const Student& student);

    bool empty() const { return m_teachers.empty(); }

    // stored: the stored teachers' mean [B, classes], undefined without one. Without any teacher undefined. Several
    // threads may ask at once, but not while the student's weights change.
    at::Tensor logits(const TeacherView& view, const at::Tensor& stored) const;

private:
    struct Teacher
    {
        std::unique_ptr<LiveTeacher> network;
        double share = 0;
    };

    std::vector<Teacher> m_teachers;
    double m_storedShare = 1;
};

} // namespace dass::distill
