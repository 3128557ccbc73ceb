#include "app/distill/job_checks.h"

#include "app/distill/run_summary.h"
#include "core/base/available_memory.h"
#include "core/base/error.h"
#include "core/base/thread_count.h"
#include "core/distill/data_list.h"
#include "core/distill/spec.h"

#include <QCoreApplication>
#include <QFile>
#include <QLocale>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace dass {

namespace {

namespace fs = std::filesystem;

constexpr double kBytesOfUnit = 103;           // of activations, per position, channel and block: 426 MB a clip in all
constexpr double kBytesOfUnitRecomputed = 59;  // 243 MB
constexpr std::int64_t kBytesOfParameter = 20; // weight, gradient, Adam's two means and a running mean
constexpr std::int64_t kProgramBytes = 400'000'000;
constexpr double kParametersOfBlock = 10.5; // per squared channel: two linears, the scan's projections, the MLP
constexpr double kParametersOfChannel = 40; // of a block: norms, biases and the depthwise convolution
constexpr double kParametersOfStep = 9;     // from a stage to the next, per channel of each: a 3 x 3 convolution
constexpr double kClasses = 527;            // of AudioSet; of another label file it matters little
constexpr std::int64_t kMelBins = 128;
constexpr std::int64_t kClipsOfAThread = 4; // that are computed together
constexpr double kMostOfFree = 0.8;
constexpr int kNamedFiles = 3;

QString translated(const char* text)
{
    return QCoreApplication::translate("dass::JobChecks", text);
}

QString bytes(std::int64_t count)
{
    const auto value = static_cast<double>(count);
    return value < 1e9
               ? translated(QT_TRANSLATE_NOOP("dass::JobChecks", "%1 MB")).arg(QLocale().toString(value / 1e6, 'f', 0))
               : translated(QT_TRANSLATE_NOOP("dass::JobChecks", "%1 GB")).arg(QLocale().toString(value / 1e9, 'f', 2));
}

void add(JobReport& report, JobCheck::State state, const QString& title, const QString& words, const char* field)
{
    report.checks.push_back({state, title, words, QLatin1String(field)});
}

// Clips whose file is there; the others are told.
void checkList(JobReport& report, const distill::Spec& spec, const distill::LabelTable& table, bool evaluation,
               const std::stop_token& stop)
{
    const distill::DataSpec& data = spec.data;
    const QString title = evaluation ? translated(QT_TRANSLATE_NOOP("dass::JobChecks", "Evaluation list"))
                                     : translated(QT_TRANSLATE_NOOP("dass::JobChecks", "Training list"));
    const char* field = evaluation ? "/data/eval" : "/data/train";
    if (evaluation && data.eval.empty()) {
        add(report, JobCheck::State::Warning, title,
            translated(QT_TRANSLATE_NOOP("dass::JobChecks", "none: the model is not scored")), field);
        return;
    }
    try {
        const distill::DataList list =
            readDataList(evaluation ? data.eval : data.train, table,
                         {data.root, data.splitColumn, evaluation ? data.evalSplit : data.trainSplit});
        std::int64_t missing = 0;
        QStringList named;
        for (const distill::Clip& clip : list.clips) {
            if (stop.stop_requested())
                return;
            std::error_code ignored; // what cannot be looked at is not there
            if (fs::exists(clip.path, ignored))
                continue;
            if (++missing <= kNamedFiles)
                named << QString::fromStdString(clip.path.string());
        }
        const auto clips = static_cast<std::int64_t>(list.clips.size());
        if (!evaluation)
            report.cost.clips = clips;
        const bool tooMany = static_cast<double>(missing) > data.badShare * static_cast<double>(clips);
        if (missing == 0)
            add(report, JobCheck::State::Fine, title,
                translated(QT_TRANSLATE_NOOP("dass::JobChecks", "%1 clips found")).arg(QLocale().toString(clips)),
                field);
        else
            add(report, tooMany ? JobCheck::State::Problem : JobCheck::State::Warning, title,
                translated(QT_TRANSLATE_NOOP("dass::JobChecks", "%1 of %2 clips are not there: %3"))
                    .arg(missing)
                    .arg(clips)
                    .arg(named.join(QStringLiteral(", "))),
                field);
    } catch (const std::exception& error) {
        add(report, JobCheck::State::Problem, title, QString::fromStdString(describe(error)), field);
    }
}

// Of the blocks, which are nearly all.
std::int64_t astParameters(const distill::AstSize& ast)
{
    return 12 * ast.width * ast.width * ast.depth;
}

// What a person has yet to choose, in the form's order; true if there is any.
bool namesWhatIsOpen(JobReport& report, const std::string& spec)
{
    const auto json = nlohmann::json::parse(spec, nullptr, false);
    const auto isEmpty = [&](const char* pointer) {
        const nlohmann::json::json_pointer at(pointer);
        return !json.contains(at) || json.at(at).is_null() || json.at(at) == "";
    };
    const QString file = translated(QT_TRANSLATE_NOOP("dass::JobChecks", "no file chosen yet"));
    const auto want = [&](const char* title, const char* field) {
        add(report, JobCheck::State::Open, translated(title), file, field);
    };
    if (!json.is_object())
        return false;
    const auto init = json.value("/student/init"_json_pointer, nlohmann::json());
    if (init.is_string() && init != "scratch" && isEmpty("/student/checkpoint"))
        want(QT_TRANSLATE_NOOP("dass::JobChecks", "Student weights"), "/student/checkpoint");
    if (const auto teachers = json.value("teachers", nlohmann::json()); teachers.is_array())
        for (const auto& teacher : teachers)
            if (teacher.is_object() && teacher.value("kind", nlohmann::json()) != "ema" &&
                teacher.value("path", nlohmann::json("")) == "") {
                want(QT_TRANSLATE_NOOP("dass::JobChecks", "Teacher"), "/teachers");
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
    add(report, JobCheck::State::Warning, translated(QT_TRANSLATE_NOOP("dass::JobChecks", "Warm-up")),
        translated(
            QT_TRANSLATE_NOOP("dass::JobChecks",
                              "longer than the run of %1 steps, whose learning rate stays low: little is learned"))
            .arg(QLocale().toString(static_cast<qlonglong>(steps))),
        "/optimizer/warmup_steps");
}

void checkRoom(JobReport& report, const distill::Spec& spec, const fs::path& folder)
{
    JobCost& cost = report.cost;
    const NetworkSize size{spec.student.dims, spec.student.depths};
    const bool isAst = spec.student.arch == distill::StudentArchitecture::Ast;
    cost.parameters = isAst ? astParameters(spec.student.ast) : parametersOf(size);
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
        add(report, state, translated(QT_TRANSLATE_NOOP("dass::JobChecks", "Disk")),
            translated(QT_TRANSLATE_NOOP("dass::JobChecks", "%1 needed, %2 free"))
                .arg(bytes(cost.diskBytes), bytes(available)),
            "/output");
    }
    if (isAst)
        return; // of whose memory nothing was measured beforehand
    const std::int64_t atOnce = std::min<std::int64_t>(spec.batch, kClipsOfAThread * threadCount(0));
    cost.memoryBytes =
        trainingBytes(size, spec.data.clipFrames, atOnce, spec.recomputeBlocks) + spec.data.cacheMb * 1'000'000 / 8;
    if (const std::int64_t available = availableMemory(); available > 0) {
        const bool isShort = cost.memoryBytes > available;
        add(report, isShort ? JobCheck::State::Warning : JobCheck::State::Fine,
            translated(QT_TRANSLATE_NOOP("dass::JobChecks", "Memory")),
            translated(QT_TRANSLATE_NOOP("dass::JobChecks", "about %1 needed, %2 free"))
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
        if (namesWhatIsOpen(report, spec))
            return report; // the rest would only say the same
        const QTemporaryDir place;
        QFile file(place.filePath(QStringLiteral("spec.json")));
        if (!place.isValid() || !file.open(QIODevice::WriteOnly) ||
            file.write(spec.data(), static_cast<qint64>(spec.size())) < 0)
            throw Error(ErrorCode::Io, file.fileName().toStdString() + ": cannot be written");
        file.close();
        const distill::Spec read = distill::readSpec(file.fileName().toStdString());
        add(report, JobCheck::State::Fine, translated(QT_TRANSLATE_NOOP("dass::JobChecks", "Specification")),
            translated(QT_TRANSLATE_NOOP("dass::JobChecks", "complete, and all files are there")), "");
        const distill::LabelTable table(read.data.labels);
        add(report, JobCheck::State::Fine, translated(QT_TRANSLATE_NOOP("dass::JobChecks", "Label file")),
            translated(QT_TRANSLATE_NOOP("dass::JobChecks", "%1 labels")).arg(table.classes()), "/data/labels");
        checkList(report, read, table, false, stop);
        checkList(report, read, table, true, stop);
        checkRoom(report, read, folder);
        checkWarmUp(report, read);
    } catch (const std::exception& error) {
        QString words = QString::fromStdString(describe(error));
        words.replace(QRegularExpression(QStringLiteral("^\\S*spec\\.json: ")), QString());
        add(report, JobCheck::State::Problem, translated(QT_TRANSLATE_NOOP("dass::JobChecks", "Specification")), words,
            "");
        report.checks.back().field = fieldOf(words);
    }
    const RunPhase phase = readRunSummary(folder).phase;
    if (phase != RunPhase::Missing && phase != RunPhase::NoRun)
        add(report, JobCheck::State::Problem, translated(QT_TRANSLATE_NOOP("dass::JobChecks", "Run folder")),
            translated(QT_TRANSLATE_NOOP("dass::JobChecks", "holds a run already; choose another name")), "/output");
    return report;
}

std::int64_t parametersOf(const NetworkSize& size)
{
    double count = 0;
    double before = 0; // channels of the stage before
    for (std::size_t stage = 0; stage < std::min(size.dims.size(), size.depths.size()); ++stage) {
        const auto channels = static_cast<double>(size.dims[stage]);
        count += static_cast<double>(size.depths[stage]) * channels *
                     (kParametersOfBlock * channels + kParametersOfChannel) +
                 kParametersOfStep * before * channels;
        before = channels;
    }
    return static_cast<std::int64_t>(std::min(count + kClasses * before, 1e13));
}

std::int64_t trainingBytes(const NetworkSize& size, std::int64_t frames, std::int64_t clipsAtOnce, bool recompute)
{
    double units = 0;
    double positions = static_cast<double>(frames) / 4 * (kMelBins / 4.0);
    for (std::size_t stage = 0; stage < std::min(size.dims.size(), size.depths.size()); ++stage) {
        units += positions * static_cast<double>(size.dims[stage]) * static_cast<double>(size.depths[stage]);
        positions /= 4;
    }
    const double clip = units * (recompute ? kBytesOfUnitRecomputed : kBytesOfUnit);
    const double all = clip * static_cast<double>(clipsAtOnce) +
                       static_cast<double>(kBytesOfParameter * parametersOf(size)) + kProgramBytes;
    return static_cast<std::int64_t>(std::min(all, 1e18));
}

bool isOutOfMemory(const QString& error)
{
    static const QRegularExpression kWords(
        QStringLiteral("out of memory|bad_alloc|can't allocate|cannot allocate|not enough memory"),
        QRegularExpression::CaseInsensitiveOption);
    return error.contains(kWords);
}

std::int64_t fittingBatch(const std::string& spec, std::int64_t freeBytes)
{
    const auto json = nlohmann::json::parse(spec, nullptr, false);
    if (!json.is_object())
        return 0;
    const auto numbers = [&](const char* key) {
        std::vector<std::int64_t> values;
        const auto at = nlohmann::json::json_pointer(std::string("/student/size/") + key);
        if (json.contains(at) && json.at(at).is_array())
            for (const auto& value : json.at(at))
                if (value.is_number() && values.size() < 16)
                    values.push_back(static_cast<std::int64_t>(value.get<double>()));
        return values;
    };
    const auto count = [&](const char* pointer, std::int64_t fallback) {
        const auto at = nlohmann::json::json_pointer(pointer);
        return json.contains(at) && json.at(at).is_number() ? static_cast<std::int64_t>(json.at(at).get<double>())
                                                            : fallback;
    };
    const NetworkSize size{numbers("dims"), numbers("depths")};
    const std::int64_t frames = std::clamp<std::int64_t>(count("/data/clip_frames", 1024), 1, 1'000'000);
    for (std::int64_t batch = std::min<std::int64_t>(count("/batch", 12), 100'000) / 2; batch >= 1; batch /= 2)
        if (static_cast<double>(trainingBytes(size, frames, batch, false)) <
            kMostOfFree * static_cast<double>(freeBytes))
            return batch;
    return 0;
}

} // namespace dass
