#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>

#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dass {

// A pipe in the place of an exported file: what writes it comes no further than it is read, so that a test can do
// something in the middle.
class ExportPipe
{
public:
    explicit ExportPipe(const QString& path)
    {
        std::signal(SIGPIPE, SIG_IGN); // a test that fails leaves while the pipe is written
        const QByteArray name = QFile::encodeName(path);
        if (mkfifo(name.constData(), 0600) == 0)
            m_descriptor = open(name.constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        if (m_descriptor >= 0)
            fcntl(m_descriptor, F_SETPIPE_SZ, kPiece); // only spares the test some reading
    }
    ~ExportPipe()
    {
        if (m_descriptor >= 0)
            close(m_descriptor);
    }
    ExportPipe(const ExportPipe&) = delete;
    ExportPipe& operator=(const ExportPipe&) = delete;

    bool isOpen() const { return m_descriptor >= 0; }
    // Takes a piece of what has come, if anything has, and returns how much has come in all.
    qint64 take()
    {
        char piece[kPiece];
        if (const auto count = read(m_descriptor, piece, sizeof piece); count > 0)
            m_taken += count;
        return m_taken;
    }

private:
    static constexpr int kPiece = 4096;
    int m_descriptor = -1;
    qint64 m_taken = 0;
};

} // namespace dass
