#include "app/distill/job_checks.h"

#include "app/distill/run_summary.h"
#include "app/distill/weights_checks.h"
#include "app/jobs/path_text.h"
#include "core/base/available_memory.h"
#include "core/base/error.h"
#include "core/base/json_file.h"
#include "core/distill/data_list.h"
#include "core/distill/run_files.h"
#include "core/distill/spec.h"

#include <QCoreApplication>
#include <QLocale>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace dass {

namespace {

namespace fs = std::filesystem;

constexpr int kNamedFiles = 3;
constexpr double kShareSteps = 1000; // of a share that is written into a specification

QString checkText(const char* text)
{
    return QCoreApplication::translate("dass::JobChecks", text);
}

QString bytes(std::int64_t count)
{
    const auto value = static_cast<double>(count);
    return value < 1e9
               ? checkText(QT_TRANSLATE_NOOP("dass::JobChecks", "%1 MB")).arg(QLocale().toString(value / 1e6, 'f', 0))
               : checkText(QT_TRANSLATE_NOOP("dass::JobChecks", "%1 GB")).arg(QLocale().toString(value / 1e9, 'f', 2));
}

void add(JobReport& report, JobCheck::State state, const QString& title, const QString& words, const char* field)
{
    report.checks.push_back({state, title, words, QLatin1String(field)});
}

// Beside those that are not there the run still puts up with as many bad ones as before.
std::optional<LeaveOut> leaveOut(std::int64_t missing, std::int64_t clips, double badShare)
{
    if (missing >= clips)
        return std::nullopt; // nothing is left
    const double share = static_cast<double>(missing) / static_cast<double>(clips) + badShare;
    return LeaveOut{missing, std::min(std::ceil(share * kShareSteps) / kShareSteps, 1.0)};
}

// Clips that nobody says anything of give no scores, or wrong ones.
void checkScores(JobReport& report, const distill::Spec& spec, const distill::DataList& list)
{
    const auto unlabelled =
        std::ranges::count_if(list.clips, [](const distill::Clip& clip) { return clip.labels.empty(); });
    const bool isEach = unlabelled == static_cast<std::ptrdiff_t>(list.clips.size());
    const auto isWithout = [](const distill::TeacherSpec& one) { return !one.isLive() && one.evalPath.empty(); };
    const bool isStored = !std::ranges::all_of(spec.teachers, &distill::TeacherSpec::isLive);
    const bool isMissing = std::ranges::any_of(spec.teachers, isWithout);
    const bool isLabelled = spec.data.labelsFromTeacher && isStored && !isMissing;
    if (unlabelled == 0 || isLabelled || !(isEach || spec.data.labelsFromTeacher))
        return;
    add(report, JobCheck::State::Warning, checkText(QT_TRANSLATE_NOOP("dass::JobChecks", "Scores")),
        checkText(
            isMissing
                ? QT_TRANSLATE_NOOP("dass::JobChecks", "%1 of %2 evaluation clips have no labels to score them "
                                                       "by; choose the teacher’s outputs for the evaluation list")
                : QT_TRANSLATE_NOOP("dass::JobChecks", "%1 of %2 evaluation clips have no labels to score them by"))
            .arg(QLocale().toString(static_cast<qlonglong>(unlabelled)),
                 QLocale().toString(static_cast<qlonglong>(list.clips.size()))),
        isMissing ? "/teachers" : "/data/eval");
}

// Clips whose file is there; the others are told.
void checkList(JobReport& report, const distill::Spec& spec, const distill::LabelTable& table, bool evaluation,
               ListBytes& held, const std::stop_token& stop)
{
    const distill::DataSpec& data = spec.data;
    const QString title = evaluation ? checkText(QT_TRANSLATE_NOOP("dass::JobChecks", "Evaluation list"))
                                     : checkText(QT_TRANSLATE_NOOP("dass::JobChecks", "Training list"));
    const char* field = evaluation ? "/data/eval" : "/data/train";
    if (evaluation && data.eval.empty()) {
        add(report, JobCheck::State::Warning, title,
            checkText(QT_TRANSLATE_NOOP("dass::JobChecks", "none: the model is not scored")), field);
        return;
    }
    try {
        const std::optional<distill::DataList> read =
            readDataList(evaluation ? data.eval : data.train, table,
                         {data.root, data.splitColumn, evaluation ? data.evalSplit : data.trainSplit}, stop);
        if (!read)
            return;
        const distill::DataList& list = *read;
        std::int64_t missing = 0;
        QStringList named;
        for (const distill::Clip& clip : list.clips) {
            if (stop.stop_requested())
                return;
            std::error_code ignored; // what cannot be looked at is not there
            if (fs::exists(clip.path, ignored))
                continue;
            if (++missing <= kNamedFiles)
                named << fromPath(clip.path);
        }
        const auto clips = static_cast<std::int64_t>(list.clips.size());
        if (!evaluation)
            report.cost.clips = clips;
        held += listBytes(spec, list, table.classes(), evaluation, stop);
        const bool tooMany = static_cast<double>(missing) > data.badShare * static_cast<double>(clips);
        if (missing == 0)
            add(report, JobCheck::State::Fine, title,
                checkText(QT_TRANSLATE_NOOP("dass::JobChecks", "%1 clips found")).arg(QLocale().toString(clips)),
                field);
        else
            add(report, tooMany ? JobCheck::State::Problem : JobCheck::State::Warning, title,
                checkText(
                    tooMany ? QT_TRANSLATE_NOOP("dass::JobChecks", "%1 of %2 clips are not there: %3")
                            : QT_TRANSLATE_NOOP("dass::JobChecks", "%1 of %2 clips are not there and are left out: %3"))
                    .arg(missing)
                    .arg(clips)
                    .arg(named.join(QStringLiteral(", "))),
                field);
        if (tooMany)
            report.checks.back().leaveOut = leaveOut(missing, clips, data.badShare);
        if (evaluation)
            checkScores(report, spec, list);
        std::ranges::move(checkOutputs(spec, list.rows, table.classes(), evaluation),
                          std::back_inserter(report.checks));
    } catch (const std::exception& error) {
        add(report, JobCheck::State::Problem, title, QString::fromStdString(describe(error)), field);
    }
}

// What a person has yet to choose, in the form's order; true if there is any.
bool namesWhatIsOpen(JobReport& report, const nlohmann::json& json)
{
    const auto isEmpty = [&](const char* pointer) {
        const nlohmann::json::json_pointer at(pointer);
        return !json.contains(at) || json.at(at).is_null() || json.at(at) == "";
    };
    const QString file = checkText(QT_TRANSLATE_NOOP("dass::JobChecks", "no file chosen yet"));
    const auto want = [&](const char* title, const char* field) {
        add(report, JobCheck::State::Open, checkText(title), file, field);
    };
    if (!json.is_object())
        return false;
    const auto init = json.value("/student/init"_json_pointer, nlohmann::json());
    if (init.is_string() && init != "scratch" && isEmpty("/student/checkpoint"))
        want(QT_TRANSLATE_NOOP("dass::JobChecks", "Student weights"), "/student/checkpoint");
    for (const auto& teacher : json.value("teachers", nlohmann::json::array())) {
        if (!teacher.is_object())
            continue;
        const auto kind = teacher.value("kind", nlohmann::json());
        const bool isOpen = kind != "ema" && teacher.value("path", nlohmann::json("")) == "";
        const bool isDistrusted = kind == "torchscript" && teacher.value("trusted", nlohmann::json()) != true;
        if (!isOpen && !isDistrusted)
            continue;
        add(report, JobCheck::State::Open, checkText(QT_TRANSLATE_NOOP("dass::JobChecks", "Teacher")),
            isOpen ? file : checkText(QT_TRANSLATE_NOOP("dass::JobChecks", "not yet said to be trusted")), "/teachers");
        break;
    }
    if (isEmpty("/data/train"))
        want(QT_TRANSLATE_NOOP("dass::JobChecks", "Training list"), "/data/train");
    if (isEmpty("/data/labels"))
        want(QT_TRANSLATE_NOOP("dass::JobChecks", "Label file"), "/data/labels");
    return !report.checks.empty();
}

// A rate that has not risen when the run is over teaches next to nothing.
void checkWarmUp(JobReport& report, const distill::Spec& spec)
{
    const std::int64_t steps = report.cost.steps;
    if (steps <= 0 || spec.optimizer.warmupSteps < steps)
        return;
    add(report, JobCheck::State::Warning, checkText(QT_TRANSLATE_NOOP("dass::JobChecks", "Warm-up")),
        checkText(
            QT_TRANSLATE_NOOP("dass::JobChecks",
                              "longer than the run of %1 steps, whose learning rate stays low: little is learned"))
            .arg(QLocale().toString(static_cast<qlonglong>(steps))),
        "/optimizer/warmup_steps");
}

void checkRoom(JobReport& report, const distill::Spec& spec, const ListBytes& held, const fs::path& folder)
{
    JobCost& cost = report.cost;
    cost.parameters = spec.student.arch == distill::StudentArchitecture::Ast
                          ? parametersOf(spec.student.ast)
                          : parametersOf(NetworkSize{spec.student.dims, spec.student.depths});
    cost.checkpointBytes = 4 * cost.parameters;
    cost.stepsPerEpoch = (cost.clips + spec.batch - 1) / spec.batch;
    cost.steps = cost.stepsPerEpoch * spec.schedule.epochs;
    cost.diskBytes = cost.checkpointBytes * (spec.schedule.epochs + 1) + 2 * 5 * cost.checkpointBytes; // and two states
    fs::path there = fs::absolute(folder);
    std::error_code failure;
    while (!fs::exists(there, failure) && there.has_relative_path())
        there = there.parent_path();
    const fs::space_info space = fs::space(there, failure);
    if (!failure) {
        const auto available = static_cast<std::int64_t>(space.available);
        const auto state = available < cost.diskBytes       ? JobCheck::State::Problem
                           : available < 2 * cost.diskBytes ? JobCheck::State::Warning
                                                            : JobCheck::State::Fine;
        add(report, state, checkText(QT_TRANSLATE_NOOP("dass::JobChecks", "Disk")),
            checkText(QT_TRANSLATE_NOOP("dass::JobChecks", "%1 needed, %2 free"))
                .arg(bytes(cost.diskBytes), bytes(available)),
            "/output");
    }
    cost.memoryBytes = networkBytes(spec) + held.held(spec);
    if (const std::int64_t available = availableMemory(); available > 0) {
        const bool isShort = cost.memoryBytes > available;
        add(report, isShort ? JobCheck::State::Warning : JobCheck::State::Fine,
            checkText(QT_TRANSLATE_NOOP("dass::JobChecks", "Memory")),
            checkText(QT_TRANSLATE_NOOP("dass::JobChecks", "about %1 needed, %2 free"))
                .arg(bytes(cost.memoryBytes), bytes(available)),
            "/batch");
    }
}

// Which field of the form the program's own message names.
QString fieldOf(const QString& error)
{
    static constexpr std::pair<const char*, const char*> kFields[] = {{"student.checkpoint", "/student/checkpoint"},
                                                                      {"data.train", "/data/train"},
                                                                      {"data.eval", "/data/eval"},
                                                                      {"data.labels", "/data/labels"},
                                                                      {"teachers", "/teachers"},
                                                                      {"weight_average", "/weight_average/0"},
                                                                      {"device", "/device"},
                                                                      {"student.pooling", "/student/pooling"},
                                                                      {"student", "/student/size"}};
    for (const auto& [key, field] : kFields)
        if (error.contains(QLatin1String(key)))
            return QLatin1String(field);
    return {};
}

} // namespace

int JobReport::count(JobCheck::State state) const
{
    return static_cast<int>(std::ranges::count(checks, state, &JobCheck::state));
}

JobReport checkJob(const std::string& spec, const fs::path& folder, const std::stop_token& stop)
{
    JobReport report;
    try {
        const nlohmann::json document = parseSpec(spec, distill::kSpecName);
        if (namesWhatIsOpen(report, document))
            return report; // the rest would only say the same
        const distill::Spec read = distill::readSpec(document, distill::kSpecName, folder);
        add(report, JobCheck::State::Fine, checkText(QT_TRANSLATE_NOOP("dass::JobChecks", "Specification")),
            checkText(QT_TRANSLATE_NOOP("dass::JobChecks", "complete, and all files are there")), "");
        const distill::LabelTable table(read.data.labels);
        requireTellingNames(table, read.data.labels);
        add(report, JobCheck::State::Fine, checkText(QT_TRANSLATE_NOOP("dass::JobChecks", "Label file")),
            checkText(QT_TRANSLATE_NOOP("dass::JobChecks", "%1 labels")).arg(table.classes()), "/data/labels");
        std::ranges::move(checkWeights(read, table.classes()), std::back_inserter(report.checks));
        ListBytes held;
        checkList(report, read, table, false, held, stop);
        checkList(report, read, table, true, held, stop);
        checkRoom(report, read, held, folder);
        checkWarmUp(report, read);
    } catch (const std::exception& error) {
        QString words = QString::fromStdString(describe(error));
        if (const QString place = QLatin1String(distill::kSpecName) + QStringLiteral(": "); words.startsWith(place))
            words.remove(0, place.size()); // a file that the person has not seen
        add(report, JobCheck::State::Problem, checkText(QT_TRANSLATE_NOOP("dass::JobChecks", "Specification")), words,
            "");
        report.checks.back().field = fieldOf(words);
    }
    const RunPhase phase = readRunSummary(folder).phase;
    if (phase != RunPhase::Missing && phase != RunPhase::NoRun)
        add(report, JobCheck::State::Problem, checkText(QT_TRANSLATE_NOOP("dass::JobChecks", "Run folder")),
            checkText(QT_TRANSLATE_NOOP("dass::JobChecks", "holds a run already; choose another name")), "/output");
    return report;
}

} // namespace dass
