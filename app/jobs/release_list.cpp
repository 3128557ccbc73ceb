#include "app/jobs/release_list.h"

#include "core/base/error.h"
#include "core/model/model_files.h"

#include <QFile>
#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>

namespace dass {

namespace {

constexpr qint64 kMaxListBytes = 1 << 20;
constexpr qint64 kMostFileBytes = qint64{1} << 40;
constexpr int kMostReleases = 1000;

// One object of the list, of which every key must be known and of the right kind.
class Entry
{
public:
    Entry(QString list, QString where, const QJsonValue& value) : m_list(std::move(list)), m_where(std::move(where))
    {
        if (!value.isObject())
            fail(QStringLiteral("is no object"));
        m_object = value.toObject();
    }

    [[noreturn]] void fail(const QString& what) const
    {
        throw Error(ErrorCode::BadFile,
                    QStringLiteral("'%1': %2 %3; install the program again").arg(m_list, m_where, what).toStdString());
    }

    void requireOnly(const QSet<QString>& keys) const
    {
        for (const QString& key : m_object.keys())
            if (!keys.contains(key))
                fail(QStringLiteral("has an unknown key '%1'").arg(key));
    }

    QString text(const char* key, bool required = true) const
    {
        const QJsonValue value = m_object.value(QLatin1String(key));
        if (value.isUndefined() && !required)
            return {};
        if (!value.isString() || value.toString().isEmpty())
            fail(QStringLiteral("has no text under '%1'").arg(QLatin1String(key)));
        return value.toString();
    }

    // A name that is safe to make a file of.
    QString plainName(const char* key) const
    {
        static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9_][A-Za-z0-9._-]{0,99}\\z"));
        const QString name = text(key);
        if (!plain.match(name).hasMatch())
            fail(QStringLiteral("has '%1' under '%2', a plain file name is wanted").arg(name, QLatin1String(key)));
        return name;
    }

    QUrl url(const char* key) const
    {
        const QUrl url(text(key), QUrl::StrictMode);
        if (!url.isValid() || !mayFetchFrom(url) || !url.userInfo().isEmpty())
            fail(QStringLiteral("has no https address under '%1'").arg(QLatin1String(key)));
        return url;
    }

    double number(const char* key, double low, double high, double fallback) const
    {
        const QJsonValue value = m_object.value(QLatin1String(key));
        if (value.isUndefined())
            return fallback;
        const double number = value.toDouble(low - 1);
        if (!(number >= low && number <= high))
            fail(QStringLiteral("has no number from %1 to %2 under '%3'").arg(low).arg(high).arg(QLatin1String(key)));
        return number;
    }

    bool flag(const char* key) const // false where it is not there
    {
        const QJsonValue value = m_object.value(QLatin1String(key));
        if (!value.isUndefined() && !value.isBool())
            fail(QStringLiteral("has neither true nor false under '%1'").arg(QLatin1String(key)));
        return value.toBool();
    }

    QJsonArray list(const char* key) const
    {
        const QJsonValue value = m_object.value(QLatin1String(key));
        if (!value.isArray())
            fail(QStringLiteral("has no list under '%1'").arg(QLatin1String(key)));
        return value.toArray();
    }

private:
    QString m_list;
    QString m_where;
    QJsonObject m_object;
};

ReleaseFile readFile(const Entry& entry)
{
    static const QRegularExpression hex(QStringLiteral("\\A[0-9a-f]{64}\\z"));
    entry.requireOnly({"name", "url", "sha256", "bytes", "most_bytes", "optional"});
    ReleaseFile file;
    file.name = entry.plainName("name");
    file.url = entry.url("url");
    const QString sha256 = entry.text("sha256", false);
    if (sha256 == QLatin1String("stated by the server")) {
        file.checksum = ReleaseFile::Checksum::StatedByServer;
    } else if (!sha256.isEmpty()) {
        if (!hex.match(sha256).hasMatch())
            entry.fail(QStringLiteral("has no SHA-256 of 64 lower-case hexadecimal digits"));
        file.checksum = ReleaseFile::Checksum::Listed;
        file.sha256 = sha256.toLatin1();
    }
    constexpr auto kMost = static_cast<double>(kMostFileBytes);
    file.mostBytes = static_cast<qint64>(entry.number("most_bytes", 1, kMost, 0));
    if (file.mostBytes == 0)
        entry.fail(QStringLiteral("has no 'most_bytes'"));
    file.bytes = static_cast<qint64>(entry.number("bytes", 0, static_cast<double>(file.mostBytes), -1));
    file.optional = entry.flag("optional");
    return file;
}

ModelRelease readRelease(const QString& list, const Entry& entry)
{
    entry.requireOnly({"id", "name", "authors", "licence", "taught_by", "page", "published_map", "parameters",
                       "about_bytes", "files"});
    ModelRelease release;
    release.id = entry.plainName("id");
    release.name = entry.text("name");
    release.authors = entry.text("authors");
    release.licence = entry.text("licence", false);
    release.taughtBy = entry.text("taught_by", false);
    release.page = entry.url("page");
    release.publishedMap = entry.number("published_map", 0, 100, 0);
    release.parameters = static_cast<qint64>(entry.number("parameters", 0, 1e12, 0));
    release.aboutBytes = static_cast<qint64>(entry.number("about_bytes", 0, 1e12, 0));
    QSet<QString> names;
    for (const QJsonValue& value : entry.list("files")) {
        const QString where = QStringLiteral("file %1 of '%2'").arg(names.size() + 1).arg(release.id);
        const Entry fileEntry(list, where, value);
        release.files.push_back(readFile(fileEntry));
        if (names.contains(release.files.back().name))
            fileEntry.fail(QStringLiteral("has the name of another"));
        names.insert(release.files.back().name);
    }
    if (!names.contains(QLatin1String(kWeightsName)))
        entry.fail(QStringLiteral("has no file 'model.safetensors'"));
    return release;
}

} // namespace

bool mayFetchFrom(const QUrl& url)
{
    if (url.host().isEmpty())
        return false;
    if (url.scheme() == QLatin1String("https"))
        return true;
    return url.scheme() == QLatin1String("http") && QHostAddress(url.host()).isLoopback();
}

std::vector<ModelRelease> readReleases(const QString& path)
{
    const auto fail = [&](ErrorCode code, const QString& what) {
        return Error(code, QStringLiteral("'%1' %2; install the program again").arg(path, what).toStdString());
    };
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw fail(ErrorCode::NotFound, QStringLiteral("cannot be read: ") + file.errorString());
    if (file.size() > kMaxListBytes)
        throw fail(ErrorCode::BadFile, QStringLiteral("is larger than any list of releases"));
    QJsonParseError error;
    const QJsonObject list = QJsonDocument::fromJson(file.read(kMaxListBytes), &error).object();
    if (list.value(QLatin1String("format")).toString() != QLatin1String("dass-releases"))
        throw fail(ErrorCode::BadFile, QStringLiteral("is no list of releases (%1)").arg(error.errorString()));
    if (list.value(QLatin1String("version")).toInt() != 1)
        throw fail(ErrorCode::BadFile, QStringLiteral("is a list of releases of another version than 1"));
    const QJsonValue releasesValue = list.value(QLatin1String("releases"));
    const QJsonArray entries = releasesValue.toArray();
    if (!releasesValue.isArray() || entries.size() > kMostReleases)
        throw fail(ErrorCode::BadFile, QStringLiteral("has no list of %1 releases at most").arg(kMostReleases));
    std::vector<ModelRelease> releases;
    QSet<QString> ids;
    for (const QJsonValue& value : entries) {
        const Entry entry(path, QStringLiteral("release %1").arg(releases.size() + 1), value);
        releases.push_back(readRelease(path, entry));
        if (ids.contains(releases.back().id))
            entry.fail(QStringLiteral("has the id of another"));
        ids.insert(releases.back().id);
    }
    return releases;
}

} // namespace dass
