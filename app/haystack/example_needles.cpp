#include "app/haystack/example_needles.h"

#include "core/audio/clip_cutter.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <utility>

namespace dass {

namespace {

constexpr double kSampleRate = 16000;
constexpr double kSeconds = 10.24;

// Where sounds are alone in the sample (resources/sample/sample_timeline.csv).
struct Stretch
{
    const char* file;
    const char* name;
    double start;
    const char* mid;
};
constexpr Stretch kStretches[] = {
    {"dog", QT_TRANSLATE_NOOP("dass::ExampleNeedles", "Dog"), 114.5, "/m/0bt9lr"},
    {"bell", QT_TRANSLATE_NOOP("dass::ExampleNeedles", "Church bell"), 50, "/m/03w41f"},
    {"siren", QT_TRANSLATE_NOOP("dass::ExampleNeedles", "Siren"), 101.5, "/m/03kmc9"},
    {"rain", QT_TRANSLATE_NOOP("dass::ExampleNeedles", "Rain"), 65, "/m/06mb1"},
    {"clock", QT_TRANSLATE_NOOP("dass::ExampleNeedles", "Tick-tock"), 138.5, "/m/07qjznl"},
    {"applause", QT_TRANSLATE_NOOP("dass::ExampleNeedles", "Applause"), 167.9, "/m/028ght"},
};

} // namespace

ExampleNeedles::ExampleNeedles(QString sample, QString folder, QObject* parent)
    : QObject(parent), m_sample(std::move(sample)), m_folder(std::move(folder)), m_thread(nextJobId())
{
    for (const Stretch& stretch : kStretches)
        m_clips.push_back({QDir(m_folder).filePath(QLatin1String(stretch.file) + QStringLiteral(".flac")),
                           tr(stretch.name),
                           {stretch.mid}});
    connect(&m_thread, &JobThread::ended, this, &ExampleNeedles::ended);
}

void ExampleNeedles::start()
{
    m_thread.start([this](const std::stop_token& stop) { return cut(stop); });
}

Outcome ExampleNeedles::cut(const std::stop_token& stop) const
{
    QDir().mkpath(m_folder);
    std::size_t index = 0;
    for (const Stretch& stretch : kStretches) {
        const QString path = m_clips[index++].path;
        if (QFileInfo::exists(path))
            continue;
        auto cutter = ClipCutter::open(m_sample.toStdU16String(), stop); // anew, as they are in no order of time
        if (!cutter)
            return Outcome::Cancelled;
        ClipFile clip;
        clip.span = {static_cast<std::int64_t>(stretch.start * kSampleRate),
                     static_cast<std::int64_t>((stretch.start + kSeconds) * kSampleRate)};
        clip.path = path.toStdU16String();
        if (cutter->cut(clip, stop) == Outcome::Cancelled)
            return Outcome::Cancelled;
    }
    return Outcome::Finished;
}

} // namespace dass
