#pragma once

#include <QByteArray>
#include <QCryptographicHash>
#include <QFile>
#include <QString>

#include <filesystem>
#include <stop_token>

namespace dass {

// What a server said of a file when it was begun.
struct PartState
{
    QString url;         // that it is fetched from, before redirections
    QByteArray sha256;   // that it must have; empty if nobody said so
    QByteArray etag;     // of the answer that brings the bytes; empty or weak: none to go by
    QByteArray revision; // as the server named it
    qint64 bytes = -1;   // all of it; -1: not said
};

// A file on its way: NAME.part and NAME.state until it is whole, then NAME (and NAME.state, which says what it was
// checked against). Not thread-safe. Throws Error(Io), naming the file.
class PartFile
{
public:
    PartFile(const std::filesystem::path& folder, const QString& name);

    bool isWhole() const; // NAME and NAME.state are there
    qint64 size() const { return m_size; }
    const PartState& state() const { return m_state; }

    // Takes up what an earlier call left, if it was of this address. Reads it all, for the checksum. False when asked
    // to stop.
    bool takeUp(const QString& url, const std::stop_token& stop);
    void restart(const PartState& state); // from nothing
    void append(const QByteArray& bytes);
    QByteArray sha256() const; // of what is there so far
    void finish();             // on the disk, under its name
    void remove();             // whatever there is of it

    static qint64 bytesOnDisk(const std::filesystem::path& folder, const QString& name);

private:
    void open(QIODevice::OpenMode mode);
    void writeState() const;
    bool readState();
    [[noreturn]] void fail(const QString& what) const;

    QString m_target;
    QFile m_file;
    PartState m_state;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    qint64 m_size = 0;
};

} // namespace dass
