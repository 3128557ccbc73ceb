#include "app/jobs/http_get.h"

#include "app/jobs/release_list.h"
#include "core/base/error.h"
#include "core/base/version.h"

#include <QCoreApplication>
#include <QNetworkProxy>
#include <QNetworkProxyFactory>
#include <QNetworkReply>
#include <QTimer>

#include <exception>

namespace dass {

namespace {

constexpr int kMostRedirections = 8;
constexpr qint64 kBuffered = 1 << 20; // a disk that is slower than the network holds the network up, not the memory
constexpr qint64 kPiece = 64 << 10;

struct HttpWords
{
    Q_DECLARE_TR_FUNCTIONS(dass::HttpGet)
};

// The system's settings, environment variables among them, for this one manager: the program's other connections (there
// are none) would have to ask for themselves.
class SystemProxies : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override { return systemProxyForQuery(query); }
};

bool isRedirection(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

QByteArray withoutQuotes(QByteArray text)
{
    if (text.startsWith("W/"))
        text.remove(0, 2);
    return text.size() >= 2 && text.startsWith('"') && text.endsWith('"') ? text.mid(1, text.size() - 2) : text;
}

qint64 sizeOf(const QByteArray& header)
{
    bool ok = false;
    const qint64 size = header.toLongLong(&ok);
    return ok && size >= 0 ? size : -1;
}

// Whether the same request may well go through a little later.
bool isPassing(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError: // by the time limit: nothing came
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::UnknownNetworkError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyTimeoutError:
        return true;
    default:
        return false;
    }
}

QNetworkRequest requestFor(const QUrl& url, const HttpGet::Headers& headers, std::chrono::milliseconds stalled)
{
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false); // whose flow control knows no full buffer
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setTransferTimeout(static_cast<int>(stalled.count()));
    request.setRawHeader("User-Agent", QByteArray("dass-studio/") + kVersion);
    request.setRawHeader("Accept-Encoding", "identity"); // ranges and sizes are those of the file itself
    for (const auto& [name, value] : headers)
        request.setRawHeader(name, value);
    return request;
}

// What a server says before the bytes becomes the answer. Returns where it says that they are instead; empty: here.
QUrl takeHead(const QNetworkReply& reply, const QUrl& url, int status, HttpAnswer& answer)
{
    answer.status = status;
    if (!answer.redirected) { // what another server says of the file binds nobody
        answer.linkedEtag = withoutQuotes(reply.rawHeader("X-Linked-Etag"));
        answer.linkedSize = sizeOf(reply.rawHeader("X-Linked-Size"));
        answer.revision = reply.rawHeader("X-Repo-Commit").left(100);
    }
    if (isRedirection(status) && reply.hasRawHeader("Location"))
        return url.resolved(QUrl::fromEncoded(reply.rawHeader("Location")));
    answer.etag = reply.rawHeader("ETag");
    answer.contentRange = reply.rawHeader("Content-Range");
    answer.contentLength = sizeOf(reply.rawHeader("Content-Length"));
    return {};
}

} // namespace

HttpGet::HttpGet(std::stop_token stop, std::chrono::milliseconds stalled) : m_stop(std::move(stop)), m_stalled(stalled)
{
    m_manager.setProxyFactory(new SystemProxies);
}

void HttpGet::fail(const QUrl& url, const QString& what) const
{
    throw Error(ErrorCode::Io,
                QStringLiteral("'%1' %2").arg(url.toDisplayString(QUrl::RemoveQuery), what).toStdString());
}

bool HttpGet::wait(std::chrono::milliseconds time)
{
    const std::stop_callback wake(
        m_stop, [this] { QMetaObject::invokeMethod(&m_loop, &QEventLoop::quit, Qt::QueuedConnection); });
    QTimer::singleShot(time, &m_loop, &QEventLoop::quit);
    if (!m_stop.stop_requested())
        m_loop.exec();
    return !m_stop.stop_requested();
}

HttpResult HttpGet::get(const QUrl& first, const Headers& headers, const Head& head, const Body& body)
{
    HttpAnswer answer;
    QUrl url = first;
    for (int hop = 0;; ++hop) {
        QUrl next;
        const HttpResult result = exchange(url, headers, head, body, answer, next);
        if (next.isEmpty())
            return result;
        if (hop == kMostRedirections)
            fail(first, HttpWords::tr("leads from one address to another without end; try again later"));
        if (!mayFetchFrom(next) || (url.scheme() == QLatin1String("https") && next.scheme() != QLatin1String("https")))
            fail(first, HttpWords::tr("leads to %1, which is no https address; nothing was fetched from there")
                            .arg(next.toDisplayString(QUrl::RemoveQuery)));
        answer.redirected = true;
        url = next;
    }
}

HttpResult HttpGet::exchange(const QUrl& url, const Headers& headers, const Head& head, const Body& body,
                             HttpAnswer& answer, QUrl& next)
{
    const std::unique_ptr<QNetworkReply> reply(m_manager.get(requestFor(url, headers, m_stalled)));
    reply->setReadBufferSize(kBuffered);
    std::exception_ptr trouble;
    bool headed = false;  // the answer has been looked at
    bool refused = false; // and its bytes are not wanted
    // Slots must not throw: what they would is kept, and the exchange ends.
    const auto guarded = [&](const auto& step) {
        try {
            if (!trouble && !refused)
                step();
        } catch (...) {
            trouble = std::current_exception();
        }
        if (trouble || refused)
            m_loop.quit();
    };
    const auto lookAtHead = [&] {
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (headed || status < 200) // not there yet
            return;
        headed = true;
        next = takeHead(*reply, url, status, answer);
        refused = !next.isEmpty() || (status != 200 && status != 206) || !head(answer);
    };
    const auto drain = [&] {
        while (headed && !refused && reply->bytesAvailable() > 0) {
            const QByteArray piece = reply->read(kPiece);
            if (piece.isEmpty())
                return;
            body(piece);
        }
    };
    QObject::connect(reply.get(), &QNetworkReply::metaDataChanged, &m_loop, [&] { guarded(lookAtHead); });
    QObject::connect(reply.get(), &QNetworkReply::readyRead, &m_loop, [&] { guarded(drain); });
    QObject::connect(reply.get(), &QNetworkReply::finished, &m_loop, &QEventLoop::quit);
    const std::stop_callback wake(
        m_stop, [this] { QMetaObject::invokeMethod(&m_loop, &QEventLoop::quit, Qt::QueuedConnection); });
    // A quit that was meant for an earlier exchange may still come; only a reason to end ends this one.
    while (!reply->isFinished() && !trouble && !refused && !m_stop.stop_requested())
        m_loop.exec();
    reply->disconnect(&m_loop);
    if (reply->isFinished() && !m_stop.stop_requested()) {
        guarded(lookAtHead);
        guarded(drain);
    }
    if (trouble) {
        reply->abort();
        std::rethrow_exception(trouble);
    }
    if (m_stop.stop_requested() || refused) {
        const HttpEnd end = m_stop.stop_requested() ? HttpEnd::Stopped : HttpEnd::Refused;
        reply->abort();
        if (end == HttpEnd::Stopped)
            next.clear();
        return {end, answer, {}};
    }
    return ended(*reply, url, answer);
}

// Of one that came to its end by itself.
HttpResult HttpGet::ended(const QNetworkReply& reply, const QUrl& url, const HttpAnswer& answer) const
{
    if (reply.error() == QNetworkReply::NoError)
        return {HttpEnd::Complete, answer, {}};
    if (!isPassing(reply.error()))
        fail(url, HttpWords::tr("cannot be reached: %1").arg(reply.errorString()));
    return {HttpEnd::Cut, answer,
            reply.error() == QNetworkReply::OperationCanceledError
                ? HttpWords::tr("nothing came for %1 s").arg(m_stalled.count() / 1000)
                : reply.errorString()};
}

} // namespace dass
