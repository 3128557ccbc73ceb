#pragma once

#include "app/jobs/digest_worker.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace dass {

// Events and summaries of the recording that is looked at. One request is under way at a time; the newest of those that
// came meanwhile follows. GUI thread.
class CurrentDigest : public QObject
{
    Q_OBJECT
public:
    explicit CurrentDigest(QObject* parent = nullptr);

    const std::shared_ptr<const Digest>& value() const { return m_value; } // never null
    // growing: by a run that goes on, whose time digests should not take; they come a few times a second then.
    void request(DigestRequest request, bool growing);
    void clear(); // what is there, under way or waiting is about something else

signals:
    void changed(); // not by clear()
    void failed(const QString& error);

private:
    struct Waiting
    {
        DigestRequest request;
        bool growing = false;
    };
    void send(Waiting wanted);
    void sendWaiting();

    std::shared_ptr<const Digest> m_value = std::make_shared<Digest>();
    quint64 m_underWay = 0; // 0: none
    std::optional<Waiting> m_waiting;
    QTimer m_pause;
    DigestWorker m_worker; // last: its destructor waits for the body
};

} // namespace dass
