#include "app/jobs/file_look.h"

#include <QFileInfo>
#include <QMetaObject>

#include <memory>
#include <mutex>
#include <thread>
#include <utility>

namespace dass {

namespace {

// Waits for an answer that may never come: nothing waits for the thread that asks, so it may not know more than this.
class Answer : public QObject
{
public:
    struct Link
    {
        std::mutex mutex;
        Answer* answer; // null once nobody waits any more
    };

    Answer(QObject* context, std::function<void(bool there)> then)
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
    void take(bool there)
    {
        deleteLater();
        const auto then = m_then; // which may end the context, and this with it
        then(there);
    }

private:
    const std::function<void(bool there)> m_then;
    const std::shared_ptr<Link> m_link;
};

} // namespace

void lookForFile(const QString& path, QObject* context, std::function<void(bool there)> then)
{
    const auto* answer = new Answer(context, std::move(then));
    std::thread([path, link = answer->link()] {
        const bool there = QFileInfo::exists(path);
        const std::scoped_lock lock(link->mutex);
        if (Answer* waiting = link->answer)
            QMetaObject::invokeMethod(
                waiting, [waiting, there] { waiting->take(there); }, Qt::QueuedConnection);
    }).detach();
}

} // namespace dass
