#pragma once

#include "app/session/settings_migration.h"
#include "app/session/settings_store.h"
#include "app/session/tag_rank.h"
#include "core/inference/tagging_settings.h"
#include "core/model/tagging_model.h"
#include "core/report/event_clips.h"

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>
#include <QVariant>

#include <cstdint>
#include <optional>

namespace dass {

// A run's settings as a person chooses them.
struct RunSettings
{
    static constexpr int kOneCoreFree = -1;        // threads: one a core but for one core, which other programs have
    static constexpr double kShortestWindow = 0.1; // seconds
    static constexpr double kLongestWindow = 600;
    static constexpr int kMostChannels = 64;     // to choose one from
    static constexpr double kShortestHop = 0.01; // the longest is the window's length: sound in between goes unheard

    TaggingSettings tagging{.hopSeconds = 1.0};
    Precision precision = Precision::Auto;
    int threads = 0; // as of threadCount(): 0 = one a core, kOneCoreFree, or a number
    QString device = QStringLiteral("auto");

    void keepInBounds(); // of window and hop, whatever the mode: another one may be chosen later
    // What a run does: the dense mode pools by mean alone, whatever is chosen for the others.
    TaggingSettings forRun() const;

    bool operator==(const RunSettings&) const = default;
};

// How stored probabilities are looked at. Acts at once, without a run.
struct ViewSettings
{
    static constexpr int kMaxTopK = 100;

    double threshold = 0.3;
    double mergeGapSeconds = 2.0;
    double minDurationSeconds = 0.0;
    int topK = 0; // at each time only the so many most probable tags; 0 = all
    int heatStripRows = 10;
    bool allTags = false;    // events of every tag instead of the drawn ones
    double endThreshold = 0; // probability that an event keeps to once it has begun; 0 = the threshold
    Smoothing smoothing = Smoothing::None;
    int smoothingRows = 5;
    bool rollUp = false; // a tag is as probable as the most probable of those below it
    TagRank rank = TagRank::Maximum;
    bool rankedList = false; // tags as a list in order of rank instead of AudioSet's tree
    bool curveNames = true;  // at the probability curves

    bool operator==(const ViewSettings&) const = default;
};

// How the spectrogram is drawn.
struct SpectrogramChoice
{
    QString map;   // by name; empty: the default
    QString scale; // of frequency, likewise
    double lowDb = -54;
    double highDb = 0; // above the other

    bool operator==(const SpectrogramChoice&) const = default;
};

// Which of a recording's channels are heard.
struct HeardChannels
{
    enum class Kind { AsTagged, All, One };

    Kind kind = Kind::AsTagged;
    int one = 0; // from 0

    // The channel of a recording that is heard alone, from 0; none: all. channels: that it has, 0 while that is not
    // known; tagged: the one of them that is tagged alone.
    std::optional<int> of(int channels, const std::optional<int>& tagged) const;

    bool operator==(const HeardChannels&) const = default;
};

// What is kept from one start of the program to the next, as a typed table. Values that cannot be used (a file edited
// by hand, an older version) become the default. Written by a thread of its own; values that change with every step of
// a slider half a second after the last one. GUI thread.
class Settings
{
public:
    Settings(); // the user's own, in the place that the system has for it
    // INI file, for tests; migrated like the user's own. Data are kept beside it, the cache is the folder "cache" there
    explicit Settings(const QString& file);
    ~Settings(); // writes what was not written yet

    // What was found wrong with the settings at the start, for people; empty title: nothing.
    const SettingsTrouble& trouble() const { return m_trouble; }

    // Where the program keeps what a person makes with it; may not be there yet.
    QString dataFolder() const { return m_dataFolder; }
    QString theme() const;
    void setTheme(const QString& name);
    QString language() const; // a code of languages(); empty: the system's
    void setLanguage(const QString& code);
    // By action: keys that a person chose instead of the program's own, in Qt's portable notation; none: no keys.
    QHash<QString, QStringList> keys() const;
    void setKeys(const QHash<QString, QStringList>& keys);
    QString modelPath() const; // empty: the bundled one
    void setModelPath(const QString& path);
    QStringList addedModels() const; // files and folders that a person chose, where they lie
    void setAddedModels(const QStringList& paths);
    QStringList recentFiles() const; // newest first, at most kMaxRecent
    void addRecentFile(const QString& path);
    void removeRecentFile(const QString& path);
    void clearRecentFiles();
    QStringList recentSessions() const; // likewise
    void addRecentSession(const QString& path);
    void clearRecentSessions();
    QStringList runFolders() const; // of distillation, that are followed; newest first
    void setRunFolders(const QStringList& folders);
    QString lastRunsFolder() const; // that they were made or opened in; may not be there yet
    void setLastRunsFolder(const QString& folder);
    QString lastFolder() const;
    void setLastFolder(const QString& folder);
    RunSettings run() const;
    void setRun(const RunSettings& run);
    ViewSettings view() const;
    void setView(const ViewSettings& view);
    bool tagWhenOpened() const;
    void setTagWhenOpened(bool on);
    // Where finished results and unfinished batches are kept, and how many bytes of results; 0: none.
    QString cacheFolder() const { return m_cacheFolder; }
    std::uint64_t resultsLimit() const;
    void setResultsLimit(std::uint64_t bytes);
    bool timeOfDay() const; // on rulers and in tables, instead of times since the start
    void setTimeOfDay(bool on);
    double volume() const;
    void setVolume(double volume);
    ClipSettings clips() const; // as sound was saved last
    void setClips(const ClipSettings& clips);
    double playbackSpeed() const; // 0.5 to 2
    void setPlaybackSpeed(double speed);
    double playbackGain() const; // dB, 0 to 30
    void setPlaybackGain(double decibels);
    HeardChannels heardChannels() const;
    void setHeardChannels(const HeardChannels& heard);
    bool loop() const;
    void setLoop(bool on);
    SpectrogramChoice spectrogram() const;
    void setSpectrogram(const SpectrogramChoice& choice);
    // What a person said of tags, by LabelTree::key(): the tags to keep and to leave out, "COLOUR KEY" and "THRESHOLD
    // KEY" lines.
    QStringList tagNotes(const QString& name) const;
    void setTagNotes(const QString& name, const QStringList& notes);
    bool panelShown(const QString& name) const;
    void setPanelShown(const QString& name, bool shown);
    QByteArray layout(const QString& name) const; // window geometry, splitter positions
    void setLayout(const QString& name, const QByteArray& state);
    // How much was done in a second of what the key is about (rows, seconds of sound, multiply-adds), for saying how
    // long a run will take; 0 if never measured.
    double measuredSpeed(const QString& key) const;
    void setMeasuredSpeed(const QString& key, double rate);

    static constexpr int kMaxRecent = 10;
    static constexpr std::uint64_t kResultsLimit = 2'000'000'000; // unless a person chooses another

private:
    Settings(const QString& file, const QString& dataFolder, const QString& cacheFolder);
    QVariant value(const QString& key, const QVariant& fallback = {}) const;
    void setSoon(const QString& key, const QVariant& value);
    void writePending();

    SettingsTrouble m_trouble;
    SettingsStore m_store; // after m_trouble, which it fills
    QString m_dataFolder;
    QString m_cacheFolder;
    QHash<QString, QVariant> m_pending; // changed, not written yet
    QTimer m_pause;
};

} // namespace dass
