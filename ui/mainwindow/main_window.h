#pragma once

#include "core/inference/events.h"

#include <QMainWindow>
#include <QString>

#include <memory>

class QAction;
class QMenu;

namespace dass {

class AnalyzeSession;
class AnalyzeView;
class ClipActions;
class CorrectionActions;
class DistillView;
class HaystackView;
class HeaderBar;
class ListenMenu;
class NoticeBar;
class PlaybackController;
class SpeedMenu;
class SessionActions;
class Settings;
class ShortcutMap;
class SoundOutput;
class TransportBar;
class Workspaces;
struct BatchSummary;
struct OpenRecording;
struct SampleSpan;

// The window of the program: header, notice bar, workspaces. All actions are in its menus.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    // settings and session outlive the window.
    MainWindow(Settings& settings, AnalyzeSession& session, const QString& sample);
    MainWindow(Settings& settings, AnalyzeSession& session, const QString& sample,
               std::unique_ptr<SoundOutput> output); // for tests
    ~MainWindow() override;

    AnalyzeView* analyzeView() const { return m_view; }
    HaystackView* haystack() const { return m_haystack; }
    DistillView* distillView() const { return m_distill; }
    Workspaces* workspaces() const { return m_workspaces; }
    SessionActions& sessions() const { return *m_sessions; }

public slots:
    void openFiles();
    void openFolder();
    void openPaths(const QStringList& paths); // recordings, folders or a session
    void exportResults();

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    // main_window_actions.cpp
    void makeActions();
    void makeMenus();
    void fillFileMenu(QMenu* menu);
    void fillEditMenu(QMenu* menu);
    void fillViewMenu(QMenu* menu);
    void addNavigationTo(QMenu* menu);
    void fillThemeMenu(QMenu* menu);
    void addPanelsTo(QMenu* menu);
    void fillAnalyzeMenu(QMenu* menu);
    // id: as ShortcutMap's; empty in menus that come and go.
    QAction* addAction(QMenu* menu, const char* id, const QString& text, const QKeySequence& shortcut,
                       const std::function<void()>& act);
    void fillRecent(QMenu* menu);

    // main_window_play.cpp
    void makePlayChoices();
    void connectPlayChoices();
    void fillPlayMenu(QMenu* menu);

    // main_window_workspaces.cpp
    void addWorkspaces();
    void addDistill();
    void reserveForAnalyze(QMenu* menu, const QList<QAction*>& everywhere);
    void showAnalyzeFor(QMenu* fileMenu);
    void showAnalyze();
    void useEventAsNeedle();

    // main_window_help.cpp
    void fillHelpMenu(QMenu* menu);
    void showShortcuts();
    void editShortcuts();
    void showAbout();

    // main_window_clock.cpp
    void fillClockMenu(QMenu* menu);
    void connectClock();
    void askForStart();

    // main_window_batch.cpp
    void fillBatchMenu(QMenu* menu);
    void connectBatch();
    void updateBatchActions();
    void moveCurrent(int step);
    void showPaused();
    void offerLeftBatch();

    // main_window_export.cpp
    void updateExport();
    void updateExportAfter(const OpenRecording& changed);
    void showExported(const QString& folder, int files);
    void showExportedSome(const QString& folder, int written, const QStringList& failed);

    void connectSession();
    void connectSessionFiles();
    void tellSettingsTrouble();
    void updateActions();
    void updateActivity();
    void showBatchEnd(const BatchSummary& summary);
    void goToNextFailed();
    void selectEvent(const Event& event);
    void showSpan(const Event& event);
    void takeSelection(const SampleSpan& selection);
    void selectToPlayhead(bool start);
    void playSelection();
    void savePicture();
    void goToTime();
    void copyEvent();
    void showRecordingMenu(OpenRecording* recording, const QPoint& position);
    void showInFolder(const OpenRecording* recording);
    void copyDetails(const OpenRecording* recording);
    QString readyWords() const;

    Settings& m_settings;
    AnalyzeSession& m_session;
    QString m_sample;
    AnalyzeView* m_view = nullptr;
    HeaderBar* m_header = nullptr;
    Workspaces* m_workspaces = nullptr;
    HaystackView* m_haystack = nullptr;
    QWidget* m_analyze = nullptr; // the page: the view and the transport bar
    DistillView* m_distill = nullptr;
    NoticeBar* m_notice = nullptr;
    TransportBar* m_transport = nullptr;
    PlaybackController* m_playback = nullptr;
    CorrectionActions* m_corrections = nullptr;
    ShortcutMap* m_shortcuts = nullptr;
    ClipActions* m_clips = nullptr;
    SessionActions* m_sessions = nullptr;
    enum class Trouble { None, Tagging, Export };
    QString m_batchWords; // how the last batch, or the last export, went; empty until one has ended
    Trouble m_trouble = Trouble::None;

    QAction* m_run = nullptr;
    QAction* m_cancel = nullptr;
    QAction* m_pause = nullptr;
    QAction* m_moveUp = nullptr;
    QAction* m_moveDown = nullptr;
    QAction* m_continueLeft = nullptr;
    QAction* m_timeOfDay = nullptr;
    QAction* m_export = nullptr;
    QAction* m_play = nullptr;
    QAction* m_skipBack = nullptr;
    QAction* m_skipForward = nullptr;
    QAction* m_loop = nullptr;
    SpeedMenu* m_speed = nullptr;
    ListenMenu* m_listen = nullptr;
    QAction* m_playSelection = nullptr;
    QAction* m_nextEvent = nullptr;
    QAction* m_previousEvent = nullptr;
    QAction* m_copyEvent = nullptr;
    QAction* m_needle = nullptr;
    QAction* m_close = nullptr;
    QList<QAction*> m_needRecording; // enabled while one is open
};

} // namespace dass
