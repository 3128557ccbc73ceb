#pragma once

#include <QMainWindow>
#include <QString>

#include <memory>

class QAction;
class QMenu;

namespace dass {

class ActivityWords;
class AnalyzeSession;
class AnalyzeView;
class ClipActions;
class ClockActions;
class CorrectionActions;
class DistillView;
class ExportActions;
class HaystackView;
class HeaderBar;
class HelpActions;
class NavigationActions;
class NoticeBar;
class PlayActions;
class PlaybackController;
class RunActions;
class SessionActions;
class Settings;
class ShortcutMap;
class SoundOutput;
class SpanSelection;
class TransportBar;
class Workspaces;

// The window of the program: header, notice bar, workspaces. All actions are in its menus; what they do is the business
// of the classes named after them.
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

private:
    // main_window_menus.cpp
    void makeMenus();
    void fillFileMenu(QMenu* menu);
    void fillRecent(QMenu* menu);
    void fillEditMenu(QMenu* menu);
    void fillViewMenu(QMenu* menu);
    void addPanelsTo(QMenu* menu);
    void copyEvent();

    // main_window_workspaces.cpp
    void addWorkspaces();
    void addHaystack();
    void addDistill();
    void connectHaystackToSessions();
    void reserveForAnalyze(QMenu* menu, const QList<QAction*>& everywhere);
    void showAnalyzeFor(QMenu* fileMenu);
    void showAnalyze();
    void useEventAsNeedle();

    void makeActions();
    void layOut();
    void connectActions();
    void connectNotices();
    void connectEmptyPage();
    void updateActions();

    Settings& m_settings;
    AnalyzeSession& m_session;
    QString m_sample;
    AnalyzeView* m_view = nullptr;
    HeaderBar* m_header = nullptr;
    NoticeBar* m_notice = nullptr;
    TransportBar* m_transport = nullptr;
    PlaybackController* m_playback = nullptr;

    Workspaces* m_workspaces = nullptr;
    QWidget* m_analyze = nullptr; // the page: the view and the transport bar
    HaystackView* m_haystack = nullptr;
    DistillView* m_distill = nullptr;

    ShortcutMap* m_shortcuts = nullptr;
    RunActions* m_runs = nullptr;
    PlayActions* m_play = nullptr;
    CorrectionActions* m_corrections = nullptr;
    SpanSelection* m_selection = nullptr;
    ClipActions* m_clips = nullptr;
    SessionActions* m_sessions = nullptr;
    ActivityWords* m_words = nullptr;
    ExportActions* m_exports = nullptr;
    NavigationActions* m_navigation = nullptr;
    ClockActions* m_clock = nullptr;
    HelpActions* m_help = nullptr;

    QAction* m_copyEvent = nullptr;
    QAction* m_needle = nullptr;
    QAction* m_filter = nullptr;
    QAction* m_close = nullptr;
};

} // namespace dass
