#pragma once

#include "app/distill/folder_tasks.h"
#include "app/distill/job_checks.h"
#include "app/distill/job_draft.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <atomic>
#include <memory>
#include <stop_token>

class QLabel;
class QListWidget;
class QVBoxLayout;

namespace dass {

class ElidedLabel;
class HintButton;
class JobForm;
class MeasurePanel;
class ValueRow;

// A new distillation job: presets, the form, what the checks say and what the job will take. Checks follow every change
// off the GUI thread, and so does what a run's name has to be to be free; a problem keeps the job from starting.
class NewJobPage : public QWidget
{
    Q_OBJECT
public:
    explicit NewJobPage(QWidget* parent = nullptr);
    ~NewJobPage() override; // ends the checks

    void begin(const QString& place);                                             // anew, from the first preset
    void begin(const QString& place, const JobDraft& draft, const QString& name); // as another run was
    JobForm* form() const { return m_form; }
    MeasurePanel* measurePanel() const { return m_measure; }
    const JobReport& report() const { return m_report; }

signals:
    void startRequested(const QString& folder, const QString& spec);
    void closed();
    void noticed(const QString& title, const QString& text);
    void succeeded(const QString& title, const QString& text);
    void checked(); // report()

private:
    QWidget* makePresets();
    QWidget* makeSide();
    QWidget* makeBottom();
    void fitPresets();
    void fillPresets(std::vector<JobPreset> presets);
    void findFreeName();
    void checkSoon();
    void check();
    void showReport();
    void saveSpec();
    void copyCommand();
    void goToProblem();

    std::vector<JobPreset> m_presets;
    QListWidget* m_presetList = nullptr;
    QWidget* m_presetsPanel = nullptr;
    JobForm* m_form;
    QVBoxLayout* m_checks = nullptr;
    ElidedLabel* m_checksHint = nullptr;
    ValueRow* m_steps = nullptr;
    ValueRow* m_parameters = nullptr;
    ValueRow* m_memory = nullptr;
    ValueRow* m_disk = nullptr;
    MeasurePanel* m_measure = nullptr;
    HintButton* m_back = nullptr;
    ElidedLabel* m_words = nullptr;
    HintButton* m_goTo = nullptr;
    HintButton* m_copy = nullptr;
    HintButton* m_save = nullptr;
    HintButton* m_start = nullptr;
    JobReport m_report;
    bool m_isChecked = false; // what the form holds now
    QTimer m_pause;
    QString m_named; // the folder that a free name is or was looked for of
    // Questions whose answers are awaited; null: none.
    QPointer<QObject> m_naming;
    QPointer<QObject> m_checking;
    // Checks whose thread has not ended, also those whose answers are not awaited any more; they share it.
    std::shared_ptr<std::atomic<int>> m_running = std::make_shared<std::atomic<int>>(0);
    std::stop_source m_stop; // of the check under way
    FolderTasks m_tasks;     // last: its thread ends before the rest goes
};

} // namespace dass
