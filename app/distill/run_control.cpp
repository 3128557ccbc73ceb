#include "app/distill/run_control.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>

#include <array>
#include <fstream>
#include <signal.h>
#include <string>
#include <vector>

namespace dass {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFound = 1000;

constexpr std::array kRunFiles{"spec.json",     "status.json", "metrics.jsonl", "log.txt",          "lock",
                               "stop",          "pause",       "classes.csv",   "config.json",      "confusions.csv",
                               "model-card.md", kProcessFile,  kProcessLog,     "model.safetensors"};

QString translated(const char* text)
{
    return QCoreApplication::translate("dass::RunControl", text);
}

[[noreturn]] void fail(ErrorCode code, const fs::path& path, const QString& words)
{
    throw Error(code, path.string() + ": " + words.toStdString());
}

void makeMark(const fs::path& file)
{
    if (!std::ofstream(file, std::ios::app))
        fail(ErrorCode::Io, file,
             translated(QT_TRANSLATE_NOOP("dass::RunControl", "cannot be written; is the folder yours to write in?")));
}

void removeMark(const fs::path& file)
{
    std::error_code failure;
    fs::remove(file, failure);
    if (failure)
        fail(ErrorCode::Io, file, translated(QT_TRANSLATE_NOOP("dass::RunControl", "cannot be removed")));
}

// What TensorBoard reads.
void removeEventFiles(const fs::path& folder, std::error_code& failure)
{
    std::vector<fs::path> files;
    for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end; entry.increment(failure))
        if (entry->path().filename().string().starts_with("events.out.tfevents."))
            files.push_back(entry->path());
    for (const fs::path& file : files)
        if (!failure)
            fs::remove(file, failure);
}

bool isRun(const fs::path& folder)
{
    const RunPhase phase = readRunSummary(folder).phase;
    return phase != RunPhase::Missing && phase != RunPhase::NoRun;
}

} // namespace

void askToPause(const fs::path& folder)
{
    makeMark(folder / "pause");
}

void askToGoOn(const fs::path& folder)
{
    removeMark(folder / "pause");
}

void askToStop(const fs::path& folder)
{
    makeMark(folder / "stop");
    removeMark(folder / "pause"); // else the run would pause as soon as it is resumed
}

void cancelRun(const RunSummary& run)
{
    const fs::path folder = run.folder.toStdString();
    removeMark(folder / "pause");
    if (!run.here || !isDistilling(run.pid)) {
        makeMark(folder / "stop");
        return;
    }
    if (kill(static_cast<pid_t>(run.pid), SIGTERM) != 0)
        fail(ErrorCode::Io, folder,
             translated(QT_TRANSLATE_NOOP("dass::RunControl", "its process belongs to somebody else")));
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
             translated(QT_TRANSLATE_NOOP("dass::RunControl", "its run is at work already")));
    const QString program = distillProgram();
    if (program.isEmpty())
        throw Error(
            ErrorCode::NotFound,
            translated(
                QT_TRANSLATE_NOOP("dass::RunControl",
                                  "The program dass, which trains, is not beside this one nor on the path; install it"))
                .toStdString());
    removeMark(folder / "pause");
    removeMark(folder / "stop");
    const QString place = QString::fromStdString(folder.string());
    QProcess process;
    process.setProgram(program);
    QStringList arguments{QStringLiteral("distill"), place + QStringLiteral("/spec.json"), QStringLiteral("--output"),
                          place, QStringLiteral("--quiet")};
    if (resume)
        arguments << QStringLiteral("--resume");
    process.setArguments(arguments);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QString::fromStdString((folder / kProcessLog).string()));
    qint64 pid = 0;
    if (!process.startDetached(&pid))
        fail(ErrorCode::Io, fs::path(program.toStdString()), process.errorString());
    writeFileAtomically(folder / kProcessFile, std::to_string(pid) + "\n");
}

void makeRun(const fs::path& folder, const std::string& spec)
{
    if (isRun(folder) || fs::exists(folder / "model.safetensors"))
        fail(ErrorCode::InvalidArgument, folder,
             translated(QT_TRANSLATE_NOOP("dass::RunControl", "holds a run or a model already; choose another name")));
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (failure)
        fail(ErrorCode::Io, folder,
             translated(QT_TRANSLATE_NOOP("dass::RunControl", "cannot be made; choose another folder")));
    writeFileAtomically(folder / "spec.json", spec);
}

void deleteRun(const fs::path& folder)
{
    const RunSummary run = readRunSummary(folder);
    if (!canBeDeleted(run.phase))
        fail(ErrorCode::InvalidArgument, folder,
             translated(QT_TRANSLATE_NOOP("dass::RunControl", "is no run that has ended; nothing was deleted")));
    std::error_code failure;
    fs::remove_all(folder / "checkpoints", failure); // of a link only the link
    for (const char* name : kRunFiles)
        if (!failure)
            fs::remove(folder / name, failure);
    removeEventFiles(folder, failure);
    for (const char* name : {"labels.csv", "train.csv", "eval.csv"}) // of a guided one
        if (!failure)
            fs::remove(folder / "data" / name, failure);
    if (failure)
        throw Error(ErrorCode::Io, folder.string() + ": " + failure.message());
    std::error_code inUse; // other files lie there
    fs::remove(folder / "data", inUse);
    fs::remove(folder, inUse);
    if (inUse)
        fail(ErrorCode::Io, folder,
             translated(QT_TRANSLATE_NOOP("dass::RunControl",
                                          "the run is deleted; files that are not its own were left there")));
}

QStringList findRuns(const fs::path& folder)
{
    if (isRun(folder))
        return {QString::fromStdString(folder.string())};
    QStringList runs;
    std::error_code failure; // what cannot be looked into holds no run
    for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end; entry.increment(failure))
        if (runs.size() < static_cast<qsizetype>(kMostFound) && entry->is_directory(failure) && isRun(entry->path()))
            runs << QString::fromStdString(entry->path().string());
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
