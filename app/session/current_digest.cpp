#include "app/session/current_digest.h"

#include <utility>

namespace dass {

namespace {

constexpr int kGrowingPauseMs = 250;

} // namespace

CurrentDigest::CurrentDigest(QObject* parent) : QObject(parent)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kGrowingPauseMs);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_waiting && m_underWay == 0)
            send(*std::exchange(m_waiting, {}));
    });
    connect(&m_worker, &DigestWorker::ready, this,
            [this](quint64 request, const std::shared_ptr<const Digest>& digest) {
                if (request != m_underWay)
                    return;
                m_underWay = 0;
                m_value = digest;
                emit changed();
                sendWaiting();
            });
    connect(&m_worker, &DigestWorker::failed, this, [this](quint64 request, const QString& error) {
        if (request != m_underWay)
            return;
        m_underWay = 0;
        emit failed(error);
        sendWaiting();
    });
}

void CurrentDigest::request(DigestRequest request, bool growing)
{
    Waiting wanted{std::move(request), growing};
    if (m_underWay != 0 || (growing && m_pause.isActive()))
        m_waiting = std::move(wanted);
    else
        send(std::move(wanted));
}

void CurrentDigest::clear()
{
    m_value = std::make_shared<Digest>();
    m_underWay = 0;
    m_waiting.reset();
}

void CurrentDigest::send(Waiting wanted)
{
    m_waiting.reset();
    m_underWay = m_worker.request(std::move(wanted.request));
    if (wanted.growing)
        m_pause.start();
}

void CurrentDigest::sendWaiting()
{
    if (!m_waiting || m_underWay != 0)
        return;
    if (m_waiting->growing)
        m_pause.start();
    else
        send(*std::exchange(m_waiting, {}));
}

} // namespace dass
