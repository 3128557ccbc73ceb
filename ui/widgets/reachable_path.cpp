#include "ui/widgets/reachable_path.h"

#include "app/jobs/file_look.h"

#include <QDir>
#include <QEventLoop>
#include <QFileInfo>
#include <QTimer>

#include <functional>
#include <utility>

namespace dass {

namespace {

constexpr int kMostWaitMs = 300;

// ask: of the disk that path is on.
QString ifAnswered(const QString& path, std::function<void()> ask)
{
    bool hasAnswered = false;
    QEventLoop wait; // the question goes with it
    askElsewhere(&wait, std::move(ask), [&] {
        hasAnswered = true;
        wait.quit();
    });
    QTimer::singleShot(kMostWaitMs, &wait, &QEventLoop::quit);
    wait.exec(QEventLoop::ExcludeUserInputEvents);
    return hasAnswered ? path : QDir::homePath();
}

} // namespace

QString reachable(const QString& path)
{
    return path.isEmpty() ? QString() : ifAnswered(path, [path] { QFileInfo::exists(path); });
}

QString madeReachable(const QString& folder)
{
    return ifAnswered(folder, [folder] { QDir().mkpath(folder); });
}

} // namespace dass
