#include "app/distill/run_control.h"

#include "app/distill/small_file.h"
#include "app/jobs/path_text.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/folder_lock.h"
#include "core/base/own_folder.h"
#include "core/distill/run_files.h"
#include "core/model/model_files.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <nlohmann/json.hpp>

#include <array>
#include <fstream>
#include <signal.h>
#include <string>
#include <vector>

namespace dass {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFound = 1000;

constexpr std::array kRunFiles{distill::kMetricsName, distill::kLogName,        distill::kStopName, distill::kPauseName,
                               distill::kClassesName, distill::kConfusionsName, kProcessFile,       kProcessLog};
constexpr std::array kModelFiles{kConfigName, kModelCardName, kWeightsName};
constexpr std::array kLastFiles{distill::kSpecName, distill::kStatusName,
                                "lock"}; // which tell what it is, and keep others out
constexpr std::array kStateFolders{"last", "last.old", "last.new"};
constexpr const char* kHalfWritten = "\\.[0-9]+-[0-9]+-[0-9]+\\.tmp"; // what a killed process was writing

QString controlText(const char* text)
{
    return QCoreApplication::translate("dass::RunControl", text);
}

[[noreturn]] void fail(ErrorCode code, const fs::path& path, const QString& words)
{
    throw Error(code, path.string() + ": " + words.toStdString());
}

void makeMark(const fs::path& file)
{
    requireOwnFiles(file.parent_path(), "checkpoints");
    if (!std::ofstream(file, std::ios::app))
        fail(ErrorCode::Io, file,
             controlText(QT_TRANSLATE_NOOP("dass::RunControl", "cannot be written; is the folder yours to write in?")));
}

void removeMark(const fs::path& file)
{
    std::error_code failure;
    fs::remove(file, failure);
    if (failure)
        fail(ErrorCode::Io, file, controlText(QT_TRANSLATE_NOOP("dass::RunControl", "cannot be removed")));
}

// What TensorBoard reads, and files that were never finished.
void removeNumberedFiles(const fs::path& folder, std::error_code& failure)
{
    if (failure)
        return;
    static const QRegularExpression kOwn(
        QStringLiteral("^(events\\.out\\.tfevents\\..*|%1)$").arg(QLatin1String(kHalfWritten)));
    std::vector<fs::path> files;
    for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end; entry.increment(failure))
        if (kOwn.match(fromPath(entry->path().filename())).hasMatch())
            files.push_back(entry->path());
    for (const fs::path& file : files)
        if (!failure)
            fs::remove(file, failure);
}

bool isThere(const fs::path& path)
{
    std::error_code ignored; // what cannot be looked at is not there
    return fs::exists(path, ignored);
}

template <class Names>
void removeFiles(const fs::path& folder, const Names& names, std::error_code& failure)
{
    for (const char* name : names)
        if (!failure)
            fs::remove(folder / name, failure);
}

// Removes the files of such names, of a link only the link. False: there is no such folder any more.
bool removeMatching(const fs::path& folder, const QRegularExpression& names, std::error_code& failure)
{
    std::error_code none;
    if (fs::is_symlink(folder, none)) {
        fs::remove(folder, failure);
        return false;
    }
    if (!fs::is_directory(folder, none))
        return false;
    std::vector<fs::path> files;
    for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end; entry.increment(failure))
        if (names.match(fromPath(entry->path().filename())).hasMatch())
            files.push_back(entry->path());
    for (const fs::path& file : files)
        if (!failure)
            fs::remove(file, failure);
    return true;
}

void removeCheckpoints(const fs::path& folder, std::error_code& failure)
{
    static const QRegularExpression kOwn(
        QStringLiteral("^(epoch-[0-9]{4,}\\.safetensors|%1)$").arg(QLatin1String(kHalfWritten)));
    if (!removeMatching(folder, kOwn, failure))
        return;
    for (const char* name : kStateFolders)
        if (!failure)
            fs::remove_all(folder / name, failure); // of a link only the link, as above
    std::error_code inUse;                          // other files lie there
    fs::remove(folder, inUse);
}

// What a guided run has cut out of recordings.
void removeClips(const fs::path& folder, std::error_code& failure)
{
    static const QRegularExpression kOwn(QStringLiteral("^clip-[0-9]{6,}\\.flac$"));
    if (!removeMatching(folder, kOwn, failure))
        return;
    std::error_code inUse; // other files lie there
    fs::remove(folder, inUse);
}

// The lists of a guided run: those in its data folder that its specification names.
std::vector<fs::path> ownLists(const fs::path& folder)
{
    const auto text = readSmallFile(folder / distill::kSpecName, kMostSpec);
    if (!text || !isDistillation(*text))
        return {};
    const nlohmann::json spec = nlohmann::json::parse(*text, nullptr, false);
    std::vector<fs::path> lists;
    for (const char* key : {"labels", "train", "eval"}) {
        const auto pointer = nlohmann::json::json_pointer(std::string("/data/") + key);
        if (!spec.contains(pointer) || !spec[pointer].is_string())
            continue;
        const fs::path list = folder / "data" / (std::string(key) + ".csv");
        std::error_code failure; // what is not there need not go
        if (fs::equivalent(folder / spec[pointer].get<std::string>(), list, failure))
            lists.push_back(list);
    }
    return lists;
}

bool isRun(const fs::path& folder)
{
    const RunPhase phase = readRunSummary(folder).phase;
    return phase != RunPhase::Missing && phase != RunPhase::NoRun;
}

} // namespace

void askToPause(const fs::path& folder)
{
    makeMark(folder / distill::kPauseName);
}

void askToGoOn(const fs::path& folder)
{
    removeMark(folder / distill::kPauseName);
}

void askToStop(const fs::path& folder)
{
    makeMark(folder / distill::kStopName);
    removeMark(folder / distill::kPauseName); // else the run would pause as soon as it is resumed
}

void cancelRun(const RunSummary& asked)
{
    const fs::path folder = toPath(asked.folder);
    removeMark(folder / distill::kPauseName);
    const RunSummary run = readRunSummary(folder); // another process may have the folder meanwhile
    if (!run.here || !FolderLock::isHeld(folder) || !isDistillingInto(run.pid, folder)) {
        makeMark(folder / distill::kStopName);
        return;
    }
    if (kill(static_cast<pid_t>(run.pid), SIGTERM) != 0)
        fail(ErrorCode::Io, folder,
             controlText(QT_TRANSLATE_NOOP("dass::RunControl", "its process belongs to somebody else")));
}

QString distillProgram()
{
    const QString beside = QCoreApplication::applicationDirPath() + QStringLiteral("/dass");
    return QFileInfo(beside).isExecutable() ? beside : QStandardPaths::findExecutable(QStringLiteral("dass"));
}

void startRun(const fs::path& folder, bool resume)
{
    const RunSummary before = readRunSummary(folder);
    if (isAtWork(before.phase))
        fail(ErrorCode::InvalidArgument, folder,
             controlText(QT_TRANSLATE_NOOP("dass::RunControl", "its run is at work already")));
    const QString program = distillProgram();
    if (program.isEmpty())
        throw Error(
            ErrorCode::NotFound,
            controlText(
                QT_TRANSLATE_NOOP("dass::RunControl",
                                  "The program dass, which trains, is not beside this one nor on the path; install it"))
                .toStdString());
    requireOwnFiles(folder, "checkpoints");
    removeMark(folder / distill::kPauseName);
    removeMark(folder / distill::kStopName);
    const QString place = fromPath(folder);
    QProcess process;
    process.setProgram(program);
    QStringList arguments{QStringLiteral("distill"), place + QStringLiteral("/spec.json"), QStringLiteral("--output"),
                          place, QStringLiteral("--quiet")};
    if (resume)
        arguments << QStringLiteral("--resume");
    process.setArguments(arguments);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(fromPath(folder / kProcessLog));
    qint64 pid = 0;
    if (!process.startDetached(&pid))
        fail(ErrorCode::Io, toPath(program), process.errorString());
    writeFileAtomically(folder / kProcessFile, std::to_string(pid) + "\n");
}

void makeRun(const fs::path& folder, const std::string& spec)
{
    if (isRun(folder) || isThere(folder / distill::kSpecName) || isThere(folder / kWeightsName))
        fail(ErrorCode::InvalidArgument, folder,
             controlText(QT_TRANSLATE_NOOP("dass::RunControl",
                                           "holds a run, a specification or a model already; choose another name")));
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (failure)
        fail(ErrorCode::Io, folder,
             controlText(QT_TRANSLATE_NOOP("dass::RunControl", "cannot be made; choose another folder")));
    writeFileAtomically(folder / distill::kSpecName, spec);
}

void deleteRun(const fs::path& folder)
{
    const auto requireEnded = [&] {
        if (!canBeDeleted(readRunSummary(folder).phase))
            fail(ErrorCode::InvalidArgument, folder,
                 controlText(QT_TRANSLATE_NOOP("dass::RunControl", "is no run that has ended; nothing was deleted")));
    };
    requireEnded(); // before a file is made there
    const FolderLock lock(
        folder, controlText(QT_TRANSLATE_NOOP("dass::RunControl", "stop it first; nothing was deleted")).toStdString());
    requireEnded();
    const std::vector<fs::path> lists = ownLists(folder);
    // A run that could not begin has no model: one that lies there is what kept it from beginning.
    const bool hasBegun = isThere(folder / distill::kMetricsName) || isThere(folder / distill::kStatusName) ||
                          isThere(folder / "checkpoints" / "last");
    std::error_code failure;
    removeCheckpoints(folder / "checkpoints", failure);
    removeFiles(folder, kRunFiles, failure);
    removeNumberedFiles(folder, failure);
    if (hasBegun)
        removeFiles(folder, kModelFiles, failure);
    for (const fs::path& list : lists)
        if (!failure)
            fs::remove(list, failure);
    if (!lists.empty())
        removeClips(folder / "data" / kClipsFolder, failure);
    removeFiles(folder, kLastFiles, failure);
    if (failure)
        throw Error(ErrorCode::Io, folder.string() + ": " + failure.message());
    std::error_code inUse; // other files lie there
    if (!lists.empty() && !fs::is_symlink(folder / "data", inUse))
        fs::remove(folder / "data", inUse);
    fs::remove(folder, inUse);
    if (inUse)
        fail(ErrorCode::Io, folder,
             controlText(QT_TRANSLATE_NOOP("dass::RunControl",
                                           "the run is deleted; files that are not its own were left there")));
}

QStringList findRuns(const fs::path& folder)
{
    if (isRun(folder))
        return {fromPath(folder)};
    QStringList runs;
    std::error_code failure; // what cannot be looked into holds no run
    for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end; entry.increment(failure))
        if (runs.size() < static_cast<qsizetype>(kMostFound) && entry->is_directory(failure) && isRun(entry->path()))
            runs << fromPath(entry->path());
    runs.sort();
    return runs;
}

QString commandLine(const QString& spec, const QString& folder)
{
    const auto quoted = [](QString text) {
        static const QRegularExpression kPlain(QStringLiteral("^[A-Za-z0-9_./:@%+=,-]+$"));
        if (kPlain.match(text).hasMatch())
            return text;
        return '\'' + text.replace('\'', QStringLiteral("'\\''")) + '\'';
    };
    return QStringLiteral("dass distill %1 --output %2").arg(quoted(spec), quoted(folder));
}

} // namespace dass
