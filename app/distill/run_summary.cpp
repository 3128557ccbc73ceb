#include "app/distill/run_summary.h"

#include "app/distill/small_file.h"
#include "app/jobs/path_text.h"
#include "core/base/json_file.h"
#include "core/distill/run_files.h"
#include "core/model/model_files.h"

#include <QFileInfo>
#include <QSysInfo>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace dass {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::size_t kMostStatus = 64 * 1024; // bytes
constexpr qint64 kSilenceSeconds = 20 * 60;    // an evaluation of a large list tells nothing meanwhile
constexpr int kMostError = 2000;               // characters
constexpr double kLargestCount = 9e15;

std::int64_t countOf(const Json& object, const char* key)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number())
        return 0;
    const double value = found->get<double>();
    return value >= 0 && value < kLargestCount ? static_cast<std::int64_t>(value) : 0;
}

std::optional<double> numberOf(const Json& object, const char* key)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number())
        return std::nullopt;
    const double value = found->get<double>();
    return std::isfinite(value) && value >= 0 ? std::optional(value) : std::nullopt;
}

QString textOf(const Json& object, const char* key)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_string())
        return {};
    return QString::fromStdString(found->get_ref<const std::string&>()).left(kMostError).simplified();
}

QDateTime timeOf(const Json& object, const char* key)
{
    return QDateTime::fromString(textOf(object, key), Qt::ISODate);
}

std::optional<RunPhase> phaseNamed(const QString& name)
{
    static constexpr std::pair<const char*, RunPhase> kNames[] = {
        {"queued", RunPhase::Waiting},    {"running", RunPhase::Running}, {"paused", RunPhase::Paused},
        {"finished", RunPhase::Finished}, {"failed", RunPhase::Failed},   {"cancelled", RunPhase::Stopped}};
    for (const auto& [text, phase] : kNames)
        if (name == QLatin1String(text))
            return phase;
    return std::nullopt;
}

bool is(const fs::path& path)
{
    std::error_code ignored; // what cannot be looked at is not there
    return fs::exists(path, ignored);
}

std::int64_t startedProcess(const fs::path& folder)
{
    const auto text = readSmallFile(folder / kProcessFile, 64);
    return text ? QString::fromStdString(*text).trimmed().toLongLong() : 0;
}

// When the window had started that process.
QDateTime launchTime(const fs::path& folder)
{
    return QFileInfo(fromPath(folder / kProcessFile)).lastModified();
}

// A process that ended before it owned the folder leaves what it said there, the error last.
QString lastWords(const fs::path& folder)
{
    const QStringList lines =
        QString::fromStdString(readEnd(folder / kProcessLog, 8192)).split('\n', Qt::SkipEmptyParts);
    return lines.isEmpty() ? QString() : lines.last().left(kMostError).simplified();
}

// What a run leaves besides its status. A file of the name alone may be somebody else's.
bool hasTraces(const fs::path& folder)
{
    if (is(folder / distill::kMetricsName) || is(folder / kProcessFile))
        return true;
    const auto spec = readSmallFile(folder / distill::kSpecName, kMostSpec);
    return spec && isDistillation(*spec);
}

void readStatus(const Json& status, RunSummary& summary)
{
    // Of a damaged one nothing is known: whatever it was, nothing vouches for it.
    summary.phase = phaseNamed(textOf(status, "state")).value_or(RunPhase::Died);
    summary.epoch = countOf(status, "epoch");
    summary.epochs = countOf(status, "epochs");
    summary.step = countOf(status, "step");
    summary.steps = countOf(status, "steps");
    summary.clipsPerSecond = numberOf(status, "clips_per_s").value_or(0);
    summary.secondsLeft = numberOf(status, "eta_s");
    summary.bestMeanAveragePrecision = numberOf(status, "best_mAP");
    summary.publishedMeanAveragePrecision = numberOf(status, "published_mAP");
    summary.error = textOf(status, "error");
    summary.ending = status.value("ending", Json()) == true;
    summary.host = textOf(status, "host");
    summary.pid = countOf(status, "pid");
    summary.started = timeOf(status, "started");
    summary.updated = timeOf(status, "updated");
    summary.here = summary.host.isEmpty() || summary.host == QSysInfo::machineHostName();
}

// A resumed run has an old status until its process has read its data.
void lookForProcess(const fs::path& folder, RunSummary& summary)
{
    const std::int64_t launched = summary.here ? startedProcess(folder) : 0;
    const QDateTime launch = launched > 0 && launched != summary.pid ? launchTime(folder) : QDateTime();
    if (launch.isValid() && mayOwn(launched, folder, launch)) {
        summary.phase = RunPhase::Starting;
        return;
    }
    const bool isLive = summary.phase == RunPhase::Running || summary.phase == RunPhase::Paused;
    const bool isDead = summary.here && isLive && !mayOwn(summary.pid, folder, summary.updated);
    const bool isNewer = launch.isValid() && summary.updated.isValid() &&
                         launch.toSecsSinceEpoch() > summary.updated.toSecsSinceEpoch(); // which is cut to seconds
    if (isNewer && (isDead || canGoOn(summary.phase))) {
        summary.phase = RunPhase::Failed; // the process that was to go on ended before it owned the folder
        summary.error = lastWords(folder);
    } else if (isDead)
        summary.phase = RunPhase::Died;
    else if (!summary.here && summary.updated.isValid() &&
             summary.updated.secsTo(QDateTime::currentDateTimeUtc()) > kSilenceSeconds &&
             summary.phase == RunPhase::Running)
        summary.phase = RunPhase::Silent;
}

} // namespace

bool isAtWork(RunPhase phase)
{
    return phase == RunPhase::Starting || phase == RunPhase::Running || phase == RunPhase::Paused;
}

bool canGoOn(RunPhase phase)
{
    return phase == RunPhase::Stopped || phase == RunPhase::Failed || phase == RunPhase::Died ||
           phase == RunPhase::Waiting;
}

bool canBeDeleted(RunPhase phase)
{
    return !isAtWork(phase) && phase != RunPhase::Silent && phase != RunPhase::Missing && phase != RunPhase::NoRun;
}

bool isDistillation(std::string_view spec)
{
    if (nestsTooDeep(spec))
        return false;
    const Json json = Json::parse(spec, nullptr, false);
    return json.is_object() && json.contains("student");
}

RunSummary readRunSummary(const fs::path& folder)
{
    RunSummary summary;
    summary.folder = fromPath(folder);
    summary.name = fromPath(folder.filename());
    std::error_code failure;
    if (!fs::is_directory(folder, failure))
        return summary;
    summary.pauseAsked = is(folder / distill::kPauseName);
    summary.stopAsked = is(folder / distill::kStopName);
    summary.hasModel = is(folder / kWeightsName) && is(folder / kConfigName);
    summary.space = spaceOf(folder);
    if (const auto text = readSmallFile(folder / distill::kStatusName, kMostStatus)) {
        const Json status = Json::parse(*text, nullptr, false);
        const bool isKnown = status.is_object() && phaseNamed(textOf(status, "state"));
        if (!isKnown && !hasTraces(folder)) {
            summary.phase = RunPhase::NoRun;
            return summary;
        }
        if (status.is_object())
            readStatus(status, summary);
        else
            summary.phase = RunPhase::Died;
        lookForProcess(folder, summary);
        if (summary.here && isAtWork(summary.phase))
            summary.use = useOf(summary.pid);
        if (isAtWork(summary.phase))
            summary.space.needed = neededBytes(folder, summary.epochs - std::max<std::int64_t>(summary.epoch, 1) + 1);
        return summary;
    }
    if (!is(folder / distill::kSpecName) || !hasTraces(folder)) {
        summary.phase = RunPhase::NoRun;
        return summary;
    }
    const std::int64_t launched = startedProcess(folder);
    if (launched <= 0) {
        summary.phase = RunPhase::Waiting;
    } else if (mayOwn(launched, folder, launchTime(folder))) {
        summary.phase = RunPhase::Starting;
        summary.pid = launched;
    } else {
        summary.phase = RunPhase::Failed;
        summary.error = lastWords(folder);
    }
    return summary;
}

} // namespace dass
