#include "app/session/settings.h"

#include "app/session/setting_values.h"
#include "core/base/thread_count.h"
#include "core/report/provenance.h"

#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>

namespace dass {

namespace {

constexpr int kPauseMs = 500;
constexpr QLatin1String kKeysGroup("keys/");

} // namespace

Settings::Settings()
    : Settings(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
                   QStringLiteral("/dass-studio/dass-studio.ini"),
               QStandardPaths::writableLocation(QStandardPaths::AppDataLocation),
               QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + QStringLiteral("/dass-studio"))
{
}

Settings::Settings(const QString& file)
    : Settings(file, QFileInfo(file).absolutePath(), QFileInfo(file).absolutePath() + QStringLiteral("/cache"))
{
}

Settings::Settings(const QString& file, const QString& dataFolder, const QString& cacheFolder)
    : m_store(file, m_trouble), m_dataFolder(dataFolder), m_cacheFolder(cacheFolder)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    m_pause.callOnTimeout([this] { writePending(); });
}

Settings::~Settings()
{
    writePending();
}

QVariant Settings::value(const QString& key, const QVariant& fallback) const
{
    const auto pending = m_pending.constFind(key);
    return pending != m_pending.constEnd() ? *pending : m_store.value(key, fallback);
}

void Settings::setSoon(const QString& key, const QVariant& value)
{
    m_pending[key] = value;
    m_pause.start();
}

void Settings::writePending()
{
    for (auto entry = m_pending.cbegin(); entry != m_pending.cend(); ++entry)
        m_store.setValue(entry.key(), entry.value());
    m_pending.clear();
}

QString Settings::theme() const
{
    return m_store.value("window/theme").toString();
}

void Settings::setTheme(const QString& name)
{
    m_store.setValue("window/theme", name);
}

QString Settings::language() const
{
    return m_store.value("window/language").toString();
}

void Settings::setLanguage(const QString& code)
{
    m_store.setValue("window/language", code);
}

QHash<QString, QStringList> Settings::keys() const
{
    QHash<QString, QStringList> keys;
    const QStringList names = m_store.allKeys();
    for (const QString& name : names)
        if (name.startsWith(kKeysGroup))
            keys.insert(name.mid(kKeysGroup.size()), m_store.value(name).toStringList());
    return keys;
}

void Settings::setKeys(const QHash<QString, QStringList>& keys)
{
    const QStringList names = m_store.allKeys();
    for (const QString& name : names)
        if (name.startsWith(kKeysGroup))
            m_store.remove(name);
    for (auto entry = keys.cbegin(); entry != keys.cend(); ++entry)
        m_store.setValue(kKeysGroup + entry.key(), *entry);
}

QString Settings::modelPath() const
{
    return m_store.value("model/path").toString();
}

void Settings::setModelPath(const QString& path)
{
    m_store.setValue("model/path", path);
}

QStringList Settings::addedModels() const
{
    return m_store.value("model/added").toStringList();
}

void Settings::setAddedModels(const QStringList& paths)
{
    m_store.setValue("model/added", paths);
}

QStringList Settings::recentFiles() const
{
    return m_store.value("files/recent").toStringList().mid(0, kMaxRecent);
}

void Settings::addRecentFile(const QString& path)
{
    QStringList recent = recentFiles();
    recent.removeAll(path);
    recent.prepend(path);
    m_store.setValue("files/recent", recent.mid(0, kMaxRecent));
}

void Settings::removeRecentFile(const QString& path)
{
    QStringList recent = recentFiles();
    if (recent.removeAll(path) > 0)
        m_store.setValue("files/recent", recent);
}

void Settings::clearRecentFiles()
{
    m_store.remove("files/recent");
}

QStringList Settings::recentSessions() const
{
    return m_store.value("files/recent_sessions").toStringList().mid(0, kMaxRecent);
}

void Settings::addRecentSession(const QString& path)
{
    QStringList recent = recentSessions();
    recent.removeAll(path);
    recent.prepend(path);
    m_store.setValue("files/recent_sessions", recent.mid(0, kMaxRecent));
}

void Settings::clearRecentSessions()
{
    m_store.remove("files/recent_sessions");
}

QStringList Settings::runFolders() const
{
    return m_store.value("distill/runs").toStringList();
}

void Settings::setRunFolders(const QStringList& folders)
{
    m_store.setValue("distill/runs", folders);
}

QString Settings::lastRunsFolder() const
{
    return m_store.value("distill/folder", m_dataFolder + QStringLiteral("/runs")).toString();
}

void Settings::setLastRunsFolder(const QString& folder)
{
    m_store.setValue("distill/folder", folder);
}

QString Settings::lastFolder() const
{
    return m_store.value("files/folder").toString();
}

void Settings::setLastFolder(const QString& folder)
{
    m_store.setValue("files/folder", folder);
}

RunSettings Settings::run() const
{
    RunSettings run;
    TaggingSettings& t = run.tagging;
    t.mode = parsed(m_store.value("run/mode"), taggingModeFromName, t.mode);
    t.windowSeconds = bounded(m_store.value("run/window"), RunSettings::kShortestWindow, RunSettings::kLongestWindow,
                              t.windowSeconds);
    t.hopSeconds =
        bounded(m_store.value("run/hop"), RunSettings::kShortestHop, RunSettings::kLongestWindow, t.hopSeconds);
    t.pooling = parsed(m_store.value("run/pooling"), poolingFromName, t.pooling);
    const int channel = static_cast<int>(bounded(m_store.value("run/channel"), 0, RunSettings::kMostChannels, 0));
    if (channel > 0)
        t.channel = channel - 1;
    run.precision = parsed(m_store.value("run/precision"), precisionFromName, run.precision);
    run.threads = static_cast<int>(bounded(m_store.value("run/threads"), RunSettings::kOneCoreFree, kMostThreads, 0));
    run.device = m_store.value("run/device", run.device).toString();
    run.keepInBounds();
    return run;
}

void Settings::setRun(const RunSettings& run)
{
    m_store.setValue("run/mode", QString::fromStdString(nameOf(run.tagging.mode)));
    m_store.setValue("run/window", run.tagging.windowSeconds);
    m_store.setValue("run/hop", run.tagging.hopSeconds);
    m_store.setValue("run/pooling", QString::fromStdString(nameOf(run.tagging.pooling)));
    m_store.setValue("run/channel", run.tagging.channel ? *run.tagging.channel + 1 : 0);
    m_store.setValue("run/precision", QString::fromStdString(nameOf(run.precision)));
    m_store.setValue("run/threads", run.threads);
    m_store.setValue("run/device", run.device);
}

ViewSettings Settings::view() const
{
    ViewSettings view;
    view.threshold = bounded(value("view/threshold"), 0, 1, view.threshold);
    view.mergeGapSeconds = bounded(value("view/merge_gap"), 0, 3600, view.mergeGapSeconds);
    view.minDurationSeconds = bounded(value("view/shortest"), 0, 3600, view.minDurationSeconds);
    view.topK = static_cast<int>(bounded(value("view/top_k"), 0, ViewSettings::kMaxTopK, view.topK));
    view.heatStripRows = static_cast<int>(bounded(value("view/heat_strip"), 0, 100, view.heatStripRows));
    view.allTags = value("view/all_tags", view.allTags).toBool();
    view.endThreshold = bounded(value("view/end_threshold"), 0, 1, view.endThreshold);
    view.smoothing = parsed(value("view/smoothing"), smoothingFromName, view.smoothing);
    view.smoothingRows =
        static_cast<int>(bounded(value("view/smoothing_rows"), 1, kMostSmoothingRows, view.smoothingRows)) | 1;
    view.rollUp = value("view/roll_up", view.rollUp).toBool();
    view.rank = parsed(value("view/rank"), tagRankFromName, view.rank);
    view.rankedList = value("view/ranked_list", view.rankedList).toBool();
    view.curveNames = value("view/curve_names", view.curveNames).toBool();
    return view;
}

void Settings::setView(const ViewSettings& view)
{
    setSoon("view/threshold", view.threshold);
    setSoon("view/merge_gap", view.mergeGapSeconds);
    setSoon("view/shortest", view.minDurationSeconds);
    setSoon("view/top_k", view.topK);
    setSoon("view/heat_strip", view.heatStripRows);
    setSoon("view/all_tags", view.allTags);
    setSoon("view/end_threshold", view.endThreshold);
    setSoon("view/smoothing", QString::fromStdString(nameOf(view.smoothing)));
    setSoon("view/smoothing_rows", view.smoothingRows);
    setSoon("view/roll_up", view.rollUp);
    setSoon("view/rank", QString::fromStdString(nameOf(view.rank)));
    setSoon("view/ranked_list", view.rankedList);
    setSoon("view/curve_names", view.curveNames);
}

bool Settings::tagWhenOpened() const
{
    return m_store.value("run/when_opened", true).toBool();
}

void Settings::setTagWhenOpened(bool on)
{
    m_store.setValue("run/when_opened", on);
}

std::uint64_t Settings::resultsLimit() const
{
    constexpr double kMost = 1e15;
    const double fallback = static_cast<double>(kResultsLimit);
    return static_cast<std::uint64_t>(bounded(m_store.value("results/limit_bytes", fallback), 0, kMost, fallback));
}

void Settings::setResultsLimit(std::uint64_t bytes)
{
    m_store.setValue("results/limit_bytes", static_cast<qulonglong>(bytes));
}

bool Settings::timeOfDay() const
{
    return m_store.value("view/time_of_day", false).toBool();
}

void Settings::setTimeOfDay(bool on)
{
    m_store.setValue("view/time_of_day", on);
}

SpectrogramChoice Settings::spectrogram() const
{
    SpectrogramChoice choice;
    choice.map = value("view/colour_map").toString();
    choice.scale = value("view/frequency_scale").toString();
    const double low = bounded(value("view/lowest_db"), -200, 200, choice.lowDb);
    const double high = bounded(value("view/highest_db"), -200, 200, choice.highDb);
    if (low < high) {
        choice.lowDb = low;
        choice.highDb = high;
    }
    return choice;
}

void Settings::setSpectrogram(const SpectrogramChoice& choice)
{
    setSoon("view/colour_map", choice.map);
    setSoon("view/frequency_scale", choice.scale);
    setSoon("view/lowest_db", choice.lowDb);
    setSoon("view/highest_db", choice.highDb);
}

QStringList Settings::tagNotes(const QString& name) const
{
    return value("tags/" + name).toStringList();
}

void Settings::setTagNotes(const QString& name, const QStringList& notes)
{
    setSoon("tags/" + name, notes);
}

bool Settings::panelShown(const QString& name) const
{
    return m_store.value("layout/" + name + "_shown", true).toBool();
}

void Settings::setPanelShown(const QString& name, bool shown)
{
    m_store.setValue("layout/" + name + "_shown", shown);
}

QByteArray Settings::layout(const QString& name) const
{
    return m_store.value("layout/" + name).toByteArray();
}

void Settings::setLayout(const QString& name, const QByteArray& state)
{
    m_store.setValue("layout/" + name, state);
}

double Settings::measuredSpeed(const QString& key) const
{
    return bounded(m_store.value("speed/" + key), 0, 1e9, 0);
}

void Settings::setMeasuredSpeed(const QString& key, double rate)
{
    m_store.setValue("speed/" + key, rate);
}

} // namespace dass
