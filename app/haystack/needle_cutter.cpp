#include "app/haystack/needle_cutter.h"

#include "app/jobs/path_text.h"
#include "core/audio/clip_cutter.h"
#include "core/features/fbank_constants.h"
#include "core/niah/haystack.h"
#include "core/niah/needle_set.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace dass {

namespace {

// Where sounds are alone in the sample (resources/sample/sample_timeline.csv).
struct Stretch
{
    const char* file;
    const char* name;
    double start; // seconds
    const char* mid;
    bool hidden; // at first; the others wait in the list
};
constexpr Stretch kStretches[] = {
    {"dog", QT_TRANSLATE_NOOP("dass::NeedleCutter", "Dog"), 114.5, "/m/0bt9lr", true},
    {"bell", QT_TRANSLATE_NOOP("dass::NeedleCutter", "Church bell"), 50, "/m/03w41f", false},
    {"siren", QT_TRANSLATE_NOOP("dass::NeedleCutter", "Siren"), 101.5, "/m/03kmc9", true},
    {"rain", QT_TRANSLATE_NOOP("dass::NeedleCutter", "Rain"), 65, "/m/06mb1", false},
    {"clock", QT_TRANSLATE_NOOP("dass::NeedleCutter", "Tick-tock"), 138.5, "/m/07qjznl", false},
    {"applause", QT_TRANSLATE_NOOP("dass::NeedleCutter", "Applause"), 167.9, "/m/028ght", true},
};

std::int64_t longest()
{
    return niah::samplesOf(niah::kNeedleFrames);
}

// What tells a recording from others of its name, and from what it was before it was written anew.
QString markOf(const QString& recording)
{
    const QFileInfo info(recording);
    const QString all = QStringLiteral("%1\n%2\n%3")
                            .arg(info.absoluteFilePath())
                            .arg(info.size())
                            .arg(info.lastModified().toMSecsSinceEpoch());
    return QString::fromLatin1(QCryptographicHash::hash(all.toUtf8(), QCryptographicHash::Sha256).toHex().first(16));
}

QString markedName(const QString& file, const QString& mark)
{
    const QFileInfo info(file);
    return QStringLiteral("%1/%2-%3.%4").arg(info.path(), info.completeBaseName(), mark, info.suffix());
}

} // namespace

std::vector<NeedleCut> exampleCuts(const QString& folder)
{
    std::vector<NeedleCut> cuts;
    for (const Stretch& stretch : kStretches) {
        const auto start = static_cast<std::int64_t>(stretch.start * fbank::kSampleRate);
        cuts.push_back({{QDir(folder).filePath(QLatin1String(stretch.file) + QStringLiteral(".flac")),
                         NeedleCutter::tr(stretch.name),
                         {stretch.mid},
                         stretch.hidden},
                        start,
                        start + longest()});
    }
    return cuts;
}

NeedleCutter::NeedleCutter(QString recording, std::vector<NeedleCut> cuts, QObject* parent)
    : QObject(parent), m_recording(std::move(recording)), m_cuts(std::move(cuts)), m_thread(nextJobId())
{
    connect(&m_thread, &JobThread::ended, this, &NeedleCutter::ended);
}

void NeedleCutter::start()
{
    m_thread.start([this](const std::stop_token& stop) { return cut(stop); });
}

std::vector<NeedleClip> NeedleCutter::clips() const
{
    std::vector<NeedleClip> clips;
    for (const NeedleCut& cut : m_cuts)
        clips.push_back(cut.clip);
    return clips;
}

Outcome NeedleCutter::cut(const std::stop_token& stop)
{
    for (NeedleCut& cut : m_cuts) {
        if (std::exchange(cut.marked, false))
            cut.clip.path = markedName(cut.clip.path, markOf(m_recording));
        if (QFileInfo::exists(cut.clip.path))
            continue;
        QDir().mkpath(QFileInfo(cut.clip.path).absolutePath());
        auto cutter = ClipCutter::open(toPath(m_recording), stop); // anew: they are in no order of time
        if (!cutter)
            return Outcome::Cancelled;
        ClipFile clip;
        clip.span = {cut.start, std::min(cut.end, cut.start + longest())};
        clip.path = toPath(cut.clip.path);
        if (cutter->cut(clip, stop) == Outcome::Cancelled)
            return Outcome::Cancelled;
    }
    return Outcome::Finished;
}

} // namespace dass
