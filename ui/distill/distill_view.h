#pragma once

#include "app/distill/folder_tasks.h"
#include "app/distill/run_list.h"
#include "ui/distill/distill_actions.h"

#include <QWidget>

class QMenu;
class QProgressBar;
class QStackedWidget;

namespace dass {

class ElidedLabel;
class EmptyRuns;
class GuidePage;
class ModelShelf;
class MonitorPage;
class NewJobPage;
class Settings;

// The Distill workspace: the runs that are followed, and the forms that start others. What it does to folders is done
// by a thread of its own; runs are processes of their own and outlive it.
class DistillView : public QWidget
{
    Q_OBJECT
public:
    DistillView(Settings& settings, const ModelShelf& models, QWidget* parent = nullptr); // both outlive it

    QWidget* makeHeaderControls(); // for the right of the header
    QMenu* makeMenu(QWidget* parent);
    void saveLayout() const;

    RunList& runs() { return m_list; }
    MonitorPage* monitor() const { return m_monitor; }
    NewJobPage* newJobPage() const { return m_newJob; }
    GuidePage* guidePage() const { return m_guide; }
    const DistillActions& actions() const { return m_actions; }
    FolderTasks& tasks() { return m_tasks; }

    void openFolder(const QString& folder); // a run's, or one that holds several
    void follow(const QString& folder);     // one that was just made, and looks at it

signals:
    void modelRequested(const QString& folder);                // to be used in Analyze
    void testRequested(const QString& folder);                 // of its model, in the haystack
    void noticed(const QString& title, const QString& text);   // what went wrong
    void succeeded(const QString& title, const QString& text); // what went well

private:
    void connectActions();
    void connectForms();
    void askForFolder();
    void startJob(const QString& folder, const QString& spec);
    void duplicate();
    void offerSmallerBatch(const RunSummary& run);
    void startWithBatch(const QString& from, std::int64_t batch);
    void updatePage(); // leaves the forms
    void updateActions();
    void updateStatus();
    void tellEnd(const RunSummary& run);
    void resume();
    void askToCancel();
    void askToDelete();
    void askWhereToExport();
    void exportTo(const QString& from, const QString& folder);
    // Does it on the tasks' thread; a failure is told.
    void perform(const QString& failure, FolderTasks::Work work, std::function<void()> done = {});
    const RunSummary* current() const;

    Settings& m_settings;
    const ModelShelf& m_models;
    DistillActions m_actions;
    RunList m_list;
    QStackedWidget* m_pages;
    EmptyRuns* m_empty;
    MonitorPage* m_monitor;
    NewJobPage* m_newJob;
    GuidePage* m_guide;
    QWidget* m_statusBar;
    QString m_remedyFor; // folder of a run that memory was short for
    std::int64_t m_fittingBatch = 0;
    ElidedLabel* m_status;
    QProgressBar* m_progress;
    ElidedLabel* m_statusSteps;
    ElidedLabel* m_statusRight; // what the run takes
    FolderTasks m_tasks;        // last: its thread ends before the rest goes
};

} // namespace dass
