#pragma once

#include <QByteArray>
#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QString>
#include <QUrl>

#include <chrono>
#include <functional>
#include <stop_token>
#include <utility>
#include <vector>

class QNetworkReply;

namespace dass {

// What a server says before the bytes.
struct HttpAnswer
{
    int status = 0;
    QByteArray etag;         // of the answer that brings the bytes
    QByteArray contentRange; // likewise
    qint64 contentLength = -1;
    QByteArray linkedEtag;  // of the server that was asked, redirecting or not: X-Linked-Etag, without quotes
    qint64 linkedSize = -1; // X-Linked-Size
    QByteArray revision;    // X-Repo-Commit
    bool redirected = false;
};

enum class HttpEnd { Complete, Refused, Cut, Stopped };

struct HttpResult
{
    HttpEnd end = HttpEnd::Complete;
    HttpAnswer answer;
    QString why; // of Cut: one line
};

// GET requests over HTTP/1.1, one after another. Blocks, for use on a job's thread; waits in an event loop of its own.
class HttpGet
{
public:
    using Headers = std::vector<std::pair<QByteArray, QByteArray>>;
    using Head = std::function<bool(const HttpAnswer&)>; // of a success; false: its bytes are not wanted, and Refused
    using Body = std::function<void(const QByteArray&)>; // the bytes as they come

    HttpGet(std::stop_token stop, std::chrono::milliseconds stalled);

    // Refused: an answer that is no success (its bytes are not read), or not wanted. Cut: the connection broke, or
    // nothing came for too long. What head and body throw comes out of here. Throws Error(Io) for what another try will
    // not mend: no such host, a certificate that nobody vouches for, a redirection to where nothing is fetched from.
    HttpResult get(const QUrl& url, const Headers& headers, const Head& head, const Body& body);

    bool wait(std::chrono::milliseconds time); // false when asked to stop

private:
    HttpResult exchange(const QUrl& url, const Headers& headers, const Head& head, const Body& body, HttpAnswer& answer,
                        QUrl& next);
    HttpResult ended(const QNetworkReply& reply, const QUrl& url, const HttpAnswer& answer) const;
    [[noreturn]] void fail(const QUrl& url, const QString& what) const;

    std::stop_token m_stop;
    std::chrono::milliseconds m_stalled;
    QNetworkAccessManager m_manager;
    QEventLoop m_loop;
};

} // namespace dass
