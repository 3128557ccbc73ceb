#include "app/jobs/file_fetch.h"

#include "app/jobs/http_get.h"
#include "app/jobs/part_file.h"
#include "app/jobs/path_text.h"
#include "core/base/error.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

namespace dass {

namespace {

constexpr std::uint64_t kSpareBytes = 16 << 20; // that a disk keeps free
constexpr qint64 kProgressThatCounts = 1 << 20; // between two cuts, so that the pauses begin anew

struct FileFetchWords
{
    Q_DECLARE_TR_FUNCTIONS(dass::FileFetch)
};

QString sizeText(qint64 bytes)
{
    return QLocale::c().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

QByteArray sha256In(const QByteArray& etag)
{
    static const QRegularExpression hex(QStringLiteral("\\A[0-9a-fA-F]{64}\\z"));
    return hex.match(QString::fromLatin1(etag)).hasMatch() ? etag.toLower() : QByteArray();
}

struct Range
{
    qint64 first = 0;
    qint64 total = -1;
};

// Of "bytes 100-199/200", whose total may be "*".
std::optional<Range> rangeIn(const QByteArray& header)
{
    static const QRegularExpression form(QStringLiteral("\\Abytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)\\z"));
    const auto match = form.match(QString::fromLatin1(header));
    if (!match.hasMatch())
        return std::nullopt;
    const QString total = match.captured(2);
    return Range{match.captured(1).toLongLong(), total == QLatin1String("*") ? -1 : total.toLongLong()};
}

class Fetch
{
public:
    Fetch(const ReleaseFile& file, const std::filesystem::path& folder, const FetchRules& rules, std::stop_token stop,
          const ProgressSink<FetchProgress>& progress)
        : m_file(file), m_folder(folder), m_rules(rules), m_stop(stop), m_progress(progress), m_part(folder, file.name),
          m_http(std::move(stop), rules.stalled)
    {
    }

    std::optional<FetchedFile> run();

private:
    bool takeHead(const HttpAnswer& answer);
    void takeBody(const QByteArray& bytes);
    HttpResult askForRest();
    bool goOnAfter(const QString& why);
    bool goOnAfterRefusal(const HttpAnswer& answer);
    void requireSpace() const;
    void requireRight();
    [[noreturn]] void refuse(const HttpAnswer& answer) const;
    [[noreturn]] void fail(ErrorCode code, const QString& what) const;
    FetchedFile fetched() const { return {m_part.state().sha256, m_part.state().revision, false}; }

    const ReleaseFile& m_file;
    const std::filesystem::path& m_folder;
    const FetchRules& m_rules;
    std::stop_token m_stop;
    const ProgressSink<FetchProgress>& m_progress;
    PartFile m_part;
    HttpGet m_http;
    bool m_takenUp = false;   // some of the bytes are an earlier answer's
    bool m_otherFile = false; // the server has another one by now
    qint64 m_sizeAtCut = 0;
    std::size_t m_cuts = 0;
};

void Fetch::fail(ErrorCode code, const QString& what) const
{
    throw Error(code, QStringLiteral("'%1' %2").arg(m_file.url.toDisplayString(QUrl::RemoveQuery), what).toStdString());
}

void Fetch::refuse(const HttpAnswer& answer) const
{
    const int status = answer.status;
    if (status == 404 || status == 410)
        fail(ErrorCode::NotFound, FileFetchWords::tr("is not there (%1); look at the model's page").arg(status));
    if (status == 401 || status == 403)
        fail(ErrorCode::Io,
             FileFetchWords::tr("is not given to everybody (%1); get it from the model's page with a browser, then "
                                "add the folder here")
                 .arg(status));
    if (status == 429 || status >= 500)
        fail(ErrorCode::Io,
             FileFetchWords::tr("cannot be had now, its server is busy or in trouble (%1); try again later")
                 .arg(status));
    fail(ErrorCode::Io, FileFetchWords::tr("is answered with %1 by its server; try again later").arg(status));
}

void Fetch::requireSpace() const
{
    if (m_part.state().bytes < 0)
        return;
    std::error_code error;
    const std::uint64_t free =
        m_rules.freeBytes ? m_rules.freeBytes(m_folder) : std::filesystem::space(m_folder, error).available;
    const auto wanted = static_cast<std::uint64_t>(m_part.state().bytes - m_part.size()) + kSpareBytes;
    if (!error && free < wanted)
        fail(ErrorCode::Io,
             FileFetchWords::tr("needs %1 more, and %2 are free in '%3'; make room, then go on")
                 .arg(sizeText(static_cast<qint64>(wanted)), sizeText(static_cast<qint64>(free)), fromPath(m_folder)));
}

// Before the bytes: are they of the file that is wanted, and from where on? False: what there is of the file has no
// future.
bool Fetch::takeHead(const HttpAnswer& answer)
{
    const std::optional<Range> range = rangeIn(answer.contentRange);
    if (answer.status == 206 && (!range || range->first != m_part.size()))
        return false; // that was not asked for
    const qint64 first = answer.status == 206 ? range->first : 0;

    PartState state{m_file.url.toString(), sha256In(answer.linkedEtag), answer.etag, answer.revision, m_file.bytes};
    if (m_file.checksum == ReleaseFile::Checksum::Listed)
        state.sha256 = m_file.sha256; // binds, whatever the server says
    else if (m_file.checksum == ReleaseFile::Checksum::StatedByServer && state.sha256.isEmpty())
        fail(ErrorCode::Io,
             FileFetchWords::tr("comes without a SHA-256 that would tell whether it is the right one; get it from the "
                                "model's page with a browser, then add the folder here"));
    const qint64 ofRange = answer.contentLength < 0 ? -1 : first + answer.contentLength;
    for (const qint64 said : {answer.linkedSize, range ? range->total : -1, ofRange}) {
        if (said >= 0 && state.bytes >= 0 && said != state.bytes)
            fail(ErrorCode::BadFile,
                 FileFetchWords::tr("has %1 bytes, %2 are expected; it is not the file that was meant")
                     .arg(said)
                     .arg(state.bytes));
        state.bytes = std::max(state.bytes, said);
    }
    if (state.bytes > m_file.mostBytes)
        fail(ErrorCode::BadFile,
             FileFetchWords::tr("has %1, at most %2 are expected; it is not the file that was meant")
                 .arg(sizeText(state.bytes), sizeText(m_file.mostBytes)));
    if (first > 0) {
        const PartState& old = m_part.state();
        if (old.sha256 != state.sha256 || (old.bytes >= 0 && state.bytes >= 0 && old.bytes != state.bytes)) {
            m_otherFile = true;
            return false;
        }
        m_takenUp = true;
    } else {
        m_takenUp = false;
        m_part.restart(state);
    }
    requireSpace();
    m_progress({m_part.size(), m_part.state().bytes});
    return true;
}

void Fetch::takeBody(const QByteArray& bytes)
{
    const qint64 most = m_part.state().bytes >= 0 ? m_part.state().bytes : m_file.mostBytes;
    if (m_part.size() + bytes.size() > most) {
        m_part.remove();
        fail(ErrorCode::BadFile,
             FileFetchWords::tr("sends more than the %1 that are expected; try again later").arg(sizeText(most)));
    }
    m_part.append(bytes);
    m_progress({m_part.size(), m_part.state().bytes});
}

// After a cut. False when asked to stop.
bool Fetch::goOnAfter(const QString& why)
{
    if (m_part.size() >= m_sizeAtCut + kProgressThatCounts)
        m_cuts = 0;
    m_sizeAtCut = m_part.size();
    if (m_cuts == m_rules.pauses.size())
        fail(ErrorCode::Io,
             FileFetchWords::tr("could not be fetched whole (%1); what has come is kept, go on later").arg(why));
    return m_http.wait(m_rules.pauses[m_cuts++]);
}

void Fetch::requireRight()
{
    const bool listed = m_file.checksum == ReleaseFile::Checksum::Listed;
    const QByteArray wanted = listed ? m_file.sha256 : m_part.state().sha256;
    const QByteArray got = m_part.sha256();
    if (wanted.isEmpty() || wanted == got)
        return;
    m_part.remove();
    fail(ErrorCode::BadFile,
         FileFetchWords::tr("came with the SHA-256 %1, %2 is expected; it was removed, try again later")
             .arg(QString::fromLatin1(got), QString::fromLatin1(wanted)));
}

HttpResult Fetch::askForRest()
{
    const PartState& state = m_part.state();
    const bool strong = !state.etag.isEmpty() && !state.etag.startsWith("W/");
    HttpGet::Headers headers;
    // Without a tag only the checksum can tell whether the parts are of one file.
    if (m_part.size() > 0 && (strong || !state.sha256.isEmpty())) {
        headers.emplace_back("Range", "bytes=" + QByteArray::number(m_part.size()) + "-");
        if (strong)
            headers.emplace_back("If-Range", state.etag);
    }
    return m_http.get(
        m_file.url, headers, [this](const HttpAnswer& answer) { return takeHead(answer); },
        [this](const QByteArray& bytes) { takeBody(bytes); });
}

// False when asked to stop. Throws Error where another try would be answered likewise.
bool Fetch::goOnAfterRefusal(const HttpAnswer& answer)
{
    const int status = answer.status;
    const bool noSuchRange = status == 416 || status == 206 || m_otherFile;
    if (noSuchRange && m_part.size() > 0) {
        m_otherFile = false;
        m_part.remove();
        return true;
    }
    const bool mayPass = status == 408 || status == 429 || status >= 500;
    if (!mayPass || m_cuts == m_rules.pauses.size())
        refuse(answer);
    return goOnAfter({});
}

std::optional<FetchedFile> Fetch::run()
{
    if (m_part.isWhole()) {
        const bool listed = m_file.checksum == ReleaseFile::Checksum::Listed;
        if (m_part.state().url == m_file.url.toString() && (!listed || m_part.state().sha256 == m_file.sha256))
            return fetched();
        m_part.remove(); // of an older list
    }
    if (!m_part.takeUp(m_file.url.toString(), m_stop))
        return std::nullopt;
    m_sizeAtCut = m_part.size();
    for (;;) {
        const PartState& state = m_part.state();
        const bool whole = m_part.size() > 0 && m_part.size() == state.bytes; // but for its name
        HttpResult result;
        if (whole)
            m_takenUp = true;
        else
            result = askForRest();
        switch (result.end) {
        case HttpEnd::Stopped:
            return std::nullopt;
        case HttpEnd::Cut:
            if (!goOnAfter(result.why))
                return std::nullopt;
            continue;
        case HttpEnd::Refused:
            if (m_file.optional && (result.answer.status == 404 || result.answer.status == 410)) {
                m_part.remove();
                return FetchedFile{{}, {}, true};
            }
            if (!goOnAfterRefusal(result.answer))
                return std::nullopt;
            continue;
        case HttpEnd::Complete:
            break;
        }
        if (state.bytes >= 0 && m_part.size() < state.bytes) {
            if (!goOnAfter(FileFetchWords::tr("the connection ended too early")))
                return std::nullopt;
            continue;
        }
        if (m_takenUp && !state.sha256.isEmpty() && state.sha256 != m_part.sha256()) {
            m_takenUp = false; // one of the parts was another file's
            m_part.remove();
            continue;
        }
        requireRight();
        m_part.finish();
        return fetched();
    }
}

} // namespace

std::optional<FetchedFile> fetchFile(const ReleaseFile& file, const std::filesystem::path& folder,
                                     const FetchRules& rules, std::stop_token stop,
                                     const ProgressSink<FetchProgress>& progress)
{
    return Fetch(file, folder, rules, std::move(stop), progress).run();
}

qint64 bytesFetched(const ReleaseFile& file, const std::filesystem::path& folder)
{
    return PartFile::bytesOnDisk(folder, file.name);
}

} // namespace dass
