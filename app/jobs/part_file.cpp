#include "app/jobs/part_file.h"

#include "app/jobs/path_text.h"
#include "core/base/error.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <unistd.h>

namespace dass {

namespace {

constexpr qint64 kPiece = 1 << 20;
constexpr qint64 kMaxStateBytes = 64 << 10;

QString pathOf(const std::filesystem::path& folder, const QString& name)
{
    return fromPath(folder) + QLatin1Char('/') + name;
}

QString partOf(const QString& target)
{
    return target + QStringLiteral(".part");
}

QString stateOf(const QString& target)
{
    return target + QStringLiteral(".state");
}

} // namespace

PartFile::PartFile(const std::filesystem::path& folder, const QString& name)
    : m_target(pathOf(folder, name)), m_file(partOf(m_target))
{
    if (isWhole() && readState())
        m_size = QFileInfo(m_target).size();
}

void PartFile::fail(const QString& what) const
{
    throw Error(ErrorCode::Io, QCoreApplication::translate("dass::PartFile", "'%1' cannot be written: %2")
                                   .arg(QDir::toNativeSeparators(m_file.fileName()), what)
                                   .toStdString());
}

bool PartFile::isWhole() const
{
    return QFileInfo(m_target).isFile() && QFileInfo(stateOf(m_target)).isFile();
}

void PartFile::open(QIODevice::OpenMode mode)
{
    m_file.close();
    if (!m_file.open(mode | QIODevice::Unbuffered)) // a full disk shows with the write that meets it
        fail(m_file.errorString());
}

bool PartFile::readState()
{
    QFile file(stateOf(m_target));
    if (file.size() > kMaxStateBytes || !file.open(QIODevice::ReadOnly))
        return false;
    const QJsonObject read = QJsonDocument::fromJson(file.read(kMaxStateBytes)).object();
    const auto text = [&](const char* key) { return read.value(QLatin1String(key)).toString(); };
    m_state = {text("url"), text("sha256").toLatin1(), text("etag").toLatin1(), text("revision").toLatin1(),
               read.value(QLatin1String("bytes")).toInteger(-1)};
    return !m_state.url.isEmpty();
}

void PartFile::writeState() const
{
    QSaveFile file(stateOf(m_target));
    const QJsonObject state{{"url", m_state.url},
                            {"sha256", QString::fromLatin1(m_state.sha256)},
                            {"etag", QString::fromLatin1(m_state.etag)},
                            {"revision", QString::fromLatin1(m_state.revision)},
                            {"bytes", m_state.bytes}};
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(state).toJson()) < 0 || !file.commit())
        fail(file.errorString());
}

bool PartFile::takeUp(const QString& url, const std::stop_token& stop)
{
    m_hash.reset();
    m_size = 0;
    if (!QFileInfo(m_file.fileName()).isFile() || !readState() || m_state.url != url) {
        m_state = {};
        return true;
    }
    open(QIODevice::ReadWrite);
    for (;;) {
        if (stop.stop_requested())
            return false;
        const QByteArray piece = m_file.read(kPiece);
        if (piece.isEmpty())
            break;
        m_hash.addData(piece);
        m_size += piece.size();
    }
    return true;
}

void PartFile::restart(const PartState& state)
{
    remove(); // the old state must never lie beside new bytes, nor the other way round
    m_state = state;
    writeState();
    open(QIODevice::WriteOnly | QIODevice::Truncate);
}

void PartFile::append(const QByteArray& bytes)
{
    if (m_file.write(bytes) != bytes.size())
        fail(m_file.errorString());
    m_hash.addData(bytes);
    m_size += bytes.size();
}

QByteArray PartFile::sha256() const
{
    return m_hash.result().toHex();
}

void PartFile::finish()
{
    if (m_state.sha256.isEmpty()) {
        m_state.sha256 = sha256();
        writeState();
    }
    if (::fsync(m_file.handle()) != 0)
        fail(qt_error_string());
    m_file.close();
    QFile::remove(m_target); // left by a call that did not get to its state
    if (!m_file.rename(m_target))
        fail(m_file.errorString());
    m_file.setFileName(partOf(m_target));
}

void PartFile::remove()
{
    m_file.close();
    for (const QString& file : {m_target, partOf(m_target), stateOf(m_target)})
        QFile::remove(file);
    m_state = {};
    m_hash.reset();
    m_size = 0;
}

qint64 PartFile::bytesOnDisk(const std::filesystem::path& folder, const QString& name)
{
    const QString target = pathOf(folder, name);
    const QFileInfo whole(target);
    return whole.isFile() ? whole.size() : QFileInfo(partOf(target)).size();
}

} // namespace dass
