#include "app/distill/weights_checks.h"

#include "core/base/error.h"
#include "core/distill/spec.h"
#include "core/distill/teacher_outputs.h"
#include "core/distill/weights_check.h"

#include <QCoreApplication>
#include <QLocale>

namespace dass {

namespace {

QString weightsText(const char* text)
{
    return QCoreApplication::translate("dass::JobChecks", text);
}

QString startTitle()
{
    return weightsText(QT_TRANSLATE_NOOP("dass::JobChecks", "Student weights"));
}

QString teacherTitle()
{
    return weightsText(QT_TRANSLATE_NOOP("dass::JobChecks", "Teacher"));
}

JobCheck problem(const QString& title, const std::exception& error, const char* field)
{
    return {JobCheck::State::Problem, title, QString::fromStdString(describe(error)), QLatin1String(field)};
}

// "DASS, 29.9 M parameters"
QString networkWords(const distill::FoundWeights& found)
{
    return weightsText(QT_TRANSLATE_NOOP("dass::JobChecks", "%1, %2 M parameters"))
        .arg(QString::fromStdString(found.architecture),
             QLocale().toString(static_cast<double>(found.parameters) / 1e6, 'f', 1));
}

QString startWords(const distill::FoundWeights& found, std::int64_t classes)
{
    if (found.classes == 0 || found.classes == classes)
        return networkWords(found);
    return weightsText(QT_TRANSLATE_NOOP("dass::JobChecks", "%1; its %2 classes are replaced by the label file’s %3"))
        .arg(networkWords(found))
        .arg(found.classes)
        .arg(classes);
}

QString teacherWords(const distill::FoundWeights& found)
{
    if (found.parameters == 0)
        return weightsText(QT_TRANSLATE_NOOP("dass::JobChecks", "a program, which is opened when the run starts"));
    return weightsText(QT_TRANSLATE_NOOP("dass::JobChecks", "%1, %2 classes"))
        .arg(networkWords(found))
        .arg(found.classes);
}

} // namespace

std::vector<JobCheck> checkWeights(const distill::Spec& spec, std::int64_t classes)
{
    constexpr const char* kStart = "/student/checkpoint";
    constexpr const char* kTeachers = "/teachers";
    std::vector<JobCheck> checks;
    if (spec.student.init != distill::Initialisation::Scratch) {
        try {
            const distill::FoundWeights found = checkStart(spec.student, spec.data.clipFrames);
            checks.push_back({JobCheck::State::Fine, startTitle(), startWords(found, classes), QLatin1String(kStart)});
        } catch (const std::exception& error) {
            checks.push_back(problem(startTitle(), error, kStart));
        }
    }
    for (const distill::TeacherSpec& teacher : spec.teachers) {
        if (!teacher.isLive() || teacher.kind == distill::TeacherKind::Ema)
            continue;
        try {
            const distill::FoundWeights found = checkTeacher(teacher, classes);
            checks.push_back({JobCheck::State::Fine, teacherTitle(), teacherWords(found), QLatin1String(kTeachers)});
        } catch (const std::exception& error) {
            checks.push_back(problem(teacherTitle(), error, kTeachers));
        }
    }
    return checks;
}

std::vector<JobCheck> checkOutputs(const distill::Spec& spec, std::int64_t rows, std::int64_t classes, bool evaluation)
{
    std::vector<JobCheck> checks;
    for (const distill::TeacherSpec& teacher : spec.teachers) {
        const std::filesystem::path& path = evaluation ? teacher.evalPath : teacher.path;
        if (teacher.isLive() || path.empty())
            continue;
        try {
            distill::checkStoredOutputs(path, rows, classes);
        } catch (const std::exception& error) {
            checks.push_back(problem(teacherTitle(), error, "/teachers"));
        }
    }
    return checks;
}

} // namespace dass
