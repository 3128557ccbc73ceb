#include "app/jobs/file_look.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QMetaObject>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace dass {

namespace {

constexpr std::chrono::seconds kMostAtTheEnd{1};

// Waits for an answer that may never come: nothing waits for the thread that asks, so it may not know more than this.
class Answer : public QObject
{
public:
    struct Link
    {
        std::mutex mutex;
        Answer* answer; // null once nobody waits any more
    };

    Answer(QObject* context, std::function<void()> then)
        : QObject(context), m_then(std::move(then)), m_link(std::make_shared<Link>())
    {
        setObjectName(QStringLiteral("lookForFile"));
        m_link->answer = this;
    }
    ~Answer() override
    {
        const std::scoped_lock lock(m_link->mutex);
        m_link->answer = nullptr;
    }

    const std::shared_ptr<Link>& link() const { return m_link; }
    void take()
    {
        deleteLater();
        const auto then = m_then; // which may end the context, and this with it
        then();
    }

private:
    const std::function<void()> m_then;
    const std::shared_ptr<Link> m_link;
};

// The threads that ask. What they use of the program goes with its end, for which they are given a little time; those
// that wait for a disk that does not answer use nothing of it any more.
class Asking
{
public:
    void begin()
    {
        const std::scoped_lock lock(m_mutex);
        ++m_threads;
    }
    void end()
    {
        const std::scoped_lock lock(m_mutex);
        --m_threads;
        m_ended.notify_all();
    }
    void waitAWhile()
    {
        std::unique_lock lock(m_mutex);
        m_ended.wait_for(lock, kMostAtTheEnd, [this] { return m_threads == 0; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_ended;
    int m_threads = 0;
};

Asking& asking()
{
    static auto* const threads = [] {
        qAddPostRoutine([] { asking().waitAWhile(); });
        return new Asking; // outlives every thread
    }();
    return *threads;
}

} // namespace

QObject* askElsewhere(QObject* context, std::function<void()> ask, std::function<void()> then)
{
    auto* const answer = new Answer(context, std::move(then));
    asking().begin();
    std::thread([ask = std::move(ask), link = answer->link()]() mutable {
        ask();
        ask = nullptr; // with what it holds
        {
            const std::scoped_lock lock(link->mutex);
            if (Answer* waiting = link->answer)
                QMetaObject::invokeMethod(
                    waiting, [waiting] { waiting->take(); }, Qt::QueuedConnection);
        }
        asking().end();
    }).detach();
    return answer;
}

QObject* lookForFile(const QString& path, QObject* context, std::function<void(bool there)> then)
{
    return askDisk(
        context, [path] { return QFileInfo::exists(path); }, std::move(then));
}

} // namespace dass
