#include "app/distill/training_process.h"

#include "app/jobs/path_text.h"

#include <QByteArray>
#include <QFile>
#include <QList>

#include <cerrno>
#include <limits>
#include <signal.h>
#include <string>
#include <unistd.h>
#include <utility>

namespace dass {

namespace {

namespace fs = std::filesystem;

constexpr qint64 kMostArguments = 64 * 1024; // bytes
constexpr qint64 kClockSlack = 3;            // s: what is written down is cut to seconds, and clocks are set

fs::path placeOf(std::int64_t pid)
{
    return "/proc/" + std::to_string(pid);
}

QByteArray bytesOf(const fs::path& file, qint64 most)
{
    QFile opened(fromPath(file));
    return opened.open(QIODevice::ReadOnly) ? opened.read(most) : QByteArray();
}

bool exists(const fs::path& path)
{
    std::error_code ignored; // what cannot be looked at is not there
    return fs::exists(path, ignored);
}

// The fields of /proc/PID/stat behind the name, which may hold anything: the first one is the third of all.
QList<QByteArray> statOf(std::int64_t pid)
{
    const QByteArray text = bytesOf(placeOf(pid) / "stat", 4096);
    return text.mid(text.lastIndexOf(')') + 2).split(' ');
}

QDateTime startOf(std::int64_t pid)
{
    const QList<QByteArray> fields = statOf(pid);
    const qint64 ticks = fields.size() > 19 ? fields[19].toLongLong() : 0;
    const QByteArray system = bytesOf("/proc/stat", 1024 * 1024);
    const qsizetype at = system.indexOf("\nbtime ");
    const qint64 boot = at < 0 ? 0 : system.mid(at + 7, 20).split('\n').first().toLongLong();
    if (ticks <= 0 || boot <= 0)
        return {};
    return QDateTime::fromSecsSinceEpoch(boot + ticks / sysconf(_SC_CLK_TCK), Qt::UTC);
}

// As its arguments say, from its working folder; nullopt where they cannot be read or name none.
std::optional<fs::path> outputOf(std::int64_t pid)
{
    const QList<QByteArray> arguments = bytesOf(placeOf(pid) / "cmdline", kMostArguments).split('\0');
    std::optional<std::string> output;
    bool isNext = false;
    for (const QByteArray& bytes : arguments) {
        const std::string argument = bytes.toStdString();
        if (std::exchange(isNext, false))
            output = argument;
        else if (argument == "--output" || argument == "-o")
            isNext = true;
        else if (argument.starts_with("--output="))
            output = argument.substr(9);
        else if (argument.starts_with("-o"))
            output = argument.substr(2);
    }
    std::error_code failure;
    const fs::path place = fs::read_symlink(placeOf(pid) / "cwd", failure); // of somebody else's it cannot be read
    return output && !failure ? std::optional(place / *output) : std::nullopt;
}

} // namespace

bool isDistilling(std::int64_t pid)
{
    if (pid <= 0 || pid > std::numeric_limits<pid_t>::max())
        return false;
    if (kill(static_cast<pid_t>(pid), 0) != 0 && errno == ESRCH)
        return false;
    if (!exists("/proc/self"))
        return true; // no such system: the number is all that is known
    return bytesOf(placeOf(pid) / "cmdline", kMostArguments).contains(QByteArray("\0distill\0", 9));
}

bool isDistillingInto(std::int64_t pid, const fs::path& folder)
{
    if (!isDistilling(pid))
        return false;
    const std::optional<fs::path> output = outputOf(pid);
    std::error_code failure;
    return output && fs::equivalent(*output, folder, failure) && !failure;
}

bool mayOwn(std::int64_t pid, const fs::path& folder, const QDateTime& alive)
{
    if (!isDistilling(pid))
        return false;
    const QDateTime start = startOf(pid);
    if (start.isValid() && alive.isValid() && alive.secsTo(start) > kClockSlack)
        return false; // it began after the owner wrote
    const std::optional<fs::path> output = outputOf(pid);
    std::error_code failure;
    return !output || fs::equivalent(*output, folder, failure) || failure;
}

std::optional<ProcessUse> useOf(std::int64_t pid)
{
    if (!isDistilling(pid))
        return std::nullopt;
    const QList<QByteArray> fields = statOf(pid);
    if (fields.size() < 22)
        return std::nullopt;
    const auto ticks = static_cast<double>(fields[11].toLongLong() + fields[12].toLongLong());
    return ProcessUse{ticks / static_cast<double>(sysconf(_SC_CLK_TCK)),
                      fields[21].toLongLong() * static_cast<std::int64_t>(sysconf(_SC_PAGESIZE))};
}

} // namespace dass
