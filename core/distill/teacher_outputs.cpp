#include "core/distill/teacher_outputs.h"

#include "core/base/error.h"

#include <algorithm>

namespace dass::distill {

namespace {

StoredOutputs openFitting(const std::filesystem::path& path, std::int64_t rows, std::int64_t classes)
{
    StoredOutputs found(path);
    if (found.rows() != rows || found.classes() != classes)
        throw Error(ErrorCode::BadFile, path.string() + ": holds " + std::to_string(found.rows()) + " x " +
                                            std::to_string(found.classes()) + " outputs; the data list has " +
                                            std::to_string(rows) + " clips and the label file " +
                                            std::to_string(classes) + " classes");
    return found;
}

} // namespace

void checkStoredOutputs(const std::filesystem::path& path, std::int64_t rows, std::int64_t classes)
{
    openFitting(path, rows, classes);
}

TeacherOutputs::TeacherOutputs(const std::vector<TeacherSpec>& teachers, bool evaluation, std::int64_t rows,
                               std::int64_t classes)
{
    double sum = 0;
    double stored = 0;
    for (const TeacherSpec& teacher : teachers) {
        sum += teacher.isLive() ? 0 : teacher.weight;
        stored += teacher.isLive() ? 0 : 1;
    }
    for (const TeacherSpec& teacher : teachers) {
        if (teacher.isLive())
            continue;
        const std::filesystem::path& path = evaluation ? teacher.evalPath : teacher.path;
        if (path.empty()) { // a mean without one of the teachers would be another teacher
            m_teachers.clear();
            return;
        }
        StoredOutputs outputs = openFitting(path, rows, classes);
        outputs.requireFinite();
        // Of no weight at all they may still give the labels.
        m_teachers.push_back({std::move(outputs), static_cast<float>(sum > 0 ? teacher.weight / sum : 1 / stored)});
    }
}

std::vector<float> TeacherOutputs::logits(std::int64_t row) const
{
    std::vector<float> mean;
    for (const Teacher& teacher : m_teachers) {
        const std::vector<float> values = teacher.outputs.row(row);
        if (!std::ranges::all_of(values, [](float value) { return value - value == 0.0F; })) // they were at the start
            throw Error(ErrorCode::BadFile, teacher.outputs.path().string() + ": row " + std::to_string(row) +
                                                " holds a value that is not finite; was it replaced while the run "
                                                "goes on?");
        mean.resize(values.size(), 0.0F);
        for (std::size_t c = 0; c < values.size(); ++c)
            mean[c] += teacher.share * values[c];
    }
    return mean;
}

} // namespace dass::distill
