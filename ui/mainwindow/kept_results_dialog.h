#pragma once

#include "app/jobs/job_thread.h"

#include <QDialog>

#include <memory>

class QDoubleSpinBox;
class QLabel;
class QPushButton;

namespace dass {

class AnalyzeSession;

// The results that are kept on disk: how much there is, how much there may be, and a way to be rid of them.
class KeptResultsDialog : public QDialog
{
    Q_OBJECT
public:
    KeptResultsDialog(AnalyzeSession& session, QWidget* parent);
    ~KeptResultsDialog() override;

protected:
    void done(int result) override; // the limit that was typed counts, however the dialog is closed

private:
    enum class Task { Count, Shrink, Clear }; // what counts more comes later
    void work(Task task);

    AnalyzeSession& m_session;
    QLabel* m_use;
    QDoubleSpinBox* m_limit;
    QPushButton* m_clear;
    Task m_next = Task::Count;        // once what is being done is done
    std::unique_ptr<JobThread> m_job; // the session's, once the dialog is closed
};

} // namespace dass
