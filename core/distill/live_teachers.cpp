#include "core/distill/live_teachers.h"

#include <ATen/ATen.h>

namespace dass::distill {

namespace {

// The running mean of the student itself, whose weights change between two steps.
class MeanTeacher final : public LiveTeacher
{
public:
    explicit MeanTeacher(const StudentNetwork& network) : m_network(network) {}

    at::Tensor logits(const TeacherView& view) const override { return m_network.logits(view.spectrograms); }

private:
    const StudentNetwork& m_network;
};

} // namespace

LiveTeachers::LiveTeachers(const Spec& spec, std::int64_t classes, const Student& student)
{
    double sum = 0;
    double stored = 0;
    for (const TeacherSpec& teacher : spec.teachers) {
        sum += teacher.weight;
        stored += teacher.isLive() ? 0 : teacher.weight;
    }
    if (sum > 0)
        m_storedShare = stored / sum;
    for (const TeacherSpec& teacher : spec.teachers) {
        if (!teacher.isLive() || teacher.weight <= 0)
            continue;
        const bool mean = teacher.kind == TeacherKind::Ema;
        std::unique_ptr<LiveTeacher> network;
        if (mean)
            network = std::make_unique<MeanTeacher>(student.keptNetwork());
        else
            network = loadTeacher(teacher, classes, spec.precision);
        m_teachers.push_back({std::move(network), teacher.weight / sum});
    }
}

at::Tensor LiveTeachers::logits(const TeacherView& view, const at::Tensor& stored) const
{
    if (m_teachers.empty())
        return stored;
    at::Tensor mean;
    const auto add = [&](const at::Tensor& logits, double share) {
        mean = mean.defined() ? mean + logits * share : logits * share;
    };
    if (stored.defined() && m_storedShare > 0)
        add(stored, m_storedShare);
    for (const Teacher& teacher : m_teachers)
        add(teacher.network->logits(view), teacher.share);
    return mean;
}

} // namespace dass::distill
