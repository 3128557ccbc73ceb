#pragma once

#include <QHash>
#include <QHostAddress>
#include <QList>
#include <QSslConfiguration>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>

namespace dass {

// What is asked for.
struct HttpRequest
{
    QByteArray method;
    QByteArray target;                     // path, or the whole URL when it is asked as a proxy
    QHash<QByteArray, QByteArray> headers; // names in lower case
};

// A file as a server gives it, faults included.
struct ServedFile
{
    QByteArray body;
    QByteArray etag = "\"one\"";
    QList<QByteArray> headers; // more of them, whole lines
    bool ranges = true;        // answers Range (and heeds If-Range)
    int status = 200;
    qint64 cutAt = -1;      // bytes of the answer after which the connection is cut ...
    int cuts = 1;           // ... so many times
    qint64 stallAt = -1;    // bytes after which nothing more comes, the connection staying open
    qint64 saidLength = -1; // Content-Length that is a lie
    bool endless = false;   // no Content-Length, and zeros for ever
};

// A small HTTP server on this computer, on the thread that made it: one request a connection.
class LoopbackServer
{
public:
    LoopbackServer() : LoopbackServer(std::make_unique<QTcpServer>(), QStringLiteral("http")) {}
    // With this certificate and key.
    explicit LoopbackServer(const QSslConfiguration& tls)
        : LoopbackServer(
              [&] {
                  auto server = std::make_unique<QSslServer>();
                  server->setSslConfiguration(tls);
                  return server;
              }(),
              QStringLiteral("https"))
    {
    }

    QUrl url(const QString& path) const
    {
        return QUrl(QStringLiteral("%1://127.0.0.1:%2%3").arg(m_scheme).arg(m_server->serverPort()).arg(path));
    }

    QHash<QByteArray, ServedFile> files; // by path
    QList<HttpRequest> requests;
    std::function<void()> onRequest;                                    // before it is answered
    std::function<bool(const HttpRequest&, QTcpSocket&)> answerInstead; // true: it was

    int countOf(const QByteArray& path) const
    {
        return static_cast<int>(
            std::count_if(requests.begin(), requests.end(), [&](const auto& r) { return r.target == path; }));
    }

private:
    LoopbackServer(std::unique_ptr<QTcpServer> server, QString scheme)
        : m_server(std::move(server)), m_scheme(std::move(scheme))
    {
        QObject::connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, [this] {
            while (QTcpSocket* socket = m_server->nextPendingConnection())
                take(socket);
        });
        m_server->listen(QHostAddress::LocalHost);
    }

    void take(QTcpSocket* socket)
    {
        QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        auto head = std::make_shared<QByteArray>();
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket, head] {
            if (head->contains("\r\n\r\n"))
                return; // more than a request is not listened to
            *head += socket->readAll();
            if (head->contains("\r\n\r\n"))
                answer(parsed(*head), *socket);
        });
    }

    static HttpRequest parsed(const QByteArray& head)
    {
        const QList<QByteArray> lines = head.split('\n');
        const QList<QByteArray> first = lines.front().trimmed().split(' ');
        HttpRequest request{first.value(0), first.value(1), {}};
        for (const QByteArray& line : lines.mid(1))
            if (const qsizetype colon = line.indexOf(':'); colon > 0)
                request.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
        return request;
    }

    void answer(const HttpRequest& request, QTcpSocket& socket)
    {
        requests << request;
        if (onRequest)
            onRequest();
        if (answerInstead && answerInstead(request, socket))
            return;
        QByteArray path = request.target;
        if (path.startsWith("http://")) // asked as a proxy
            path = QUrl::fromEncoded(path).path().toLatin1();
        const auto found = files.find(path);
        if (found == files.end()) {
            socket.write("HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\nConnection: close\r\n\r\nnone\n");
            socket.disconnectFromHost();
            return;
        }
        give(*found, request, socket);
    }

    static void give(ServedFile& file, const HttpRequest& request, QTcpSocket& socket)
    {
        qint64 first = 0;
        const QByteArray range = request.headers.value("range");
        const QByteArray condition = request.headers.value("if-range");
        if (file.status == 200 && file.ranges && range.startsWith("bytes=") &&
            (condition.isEmpty() || condition == file.etag))
            first = range.mid(6, range.size() - 7).toLongLong();
        const QByteArray size = QByteArray::number(file.body.size());
        if (first > 0 && first >= file.body.size()) {
            socket.write("HTTP/1.1 416 Range Not Satisfiable\r\nContent-Range: bytes */" + size +
                         "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            socket.disconnectFromHost();
            return;
        }
        QByteArray head = "HTTP/1.1 " + QByteArray::number(first > 0 ? 206 : file.status) + " Words\r\n";
        if (!file.etag.isEmpty())
            head += "ETag: " + file.etag + "\r\n";
        if (first > 0)
            head += "Content-Range: bytes " + QByteArray::number(first) + "-" +
                    QByteArray::number(file.body.size() - 1) + "/" + size + "\r\n";
        for (const QByteArray& line : file.headers)
            head += line + "\r\n";
        QByteArray body = file.body.mid(first);
        if (!file.endless)
            head +=
                "Content-Length: " + QByteArray::number(file.saidLength >= 0 ? file.saidLength : body.size()) + "\r\n";
        socket.write(head + "Connection: close\r\n\r\n");
        if (file.endless) {
            pour(&socket);
            return;
        }
        if (file.stallAt >= 0) {
            socket.write(body.left(file.stallAt));
            return;
        }
        if (file.cutAt >= 0 && file.cuts > 0) {
            --file.cuts;
            body.truncate(file.cutAt);
        }
        socket.write(body);
        socket.disconnectFromHost();
    }

    static void pour(QTcpSocket* socket)
    {
        const auto more = [socket] {
            if (socket->bytesToWrite() < (1 << 20))
                socket->write(QByteArray(1 << 18, '\0'));
        };
        QObject::connect(socket, &QTcpSocket::bytesWritten, socket, more);
        more();
    }

    std::unique_ptr<QTcpServer> m_server;
    QString m_scheme;
};

} // namespace dass
