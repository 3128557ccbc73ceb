#pragma once

#include "app/jobs/export_job.h"

#include <QDialog>
#include <QPointer>

#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace dass {

class AnalyzeSession;
class HintButton;

// Chooses formats, tags and folder, and writes files of what is the current recording when the dialog is made. Asks
// before it writes over files. Stays open and says so when writing fails or was cancelled.
class ExportDialog : public QDialog
{
    Q_OBJECT
public:
    ExportDialog(AnalyzeSession& session, QWidget* parent); // the current recording has tags
    ~ExportDialog() override;

    void reject() override; // while it writes: cancels that, and closes only when asked a second time

signals:
    void exported(const QString& folder, int files);
    void soundRequested(); // of the events, in place of this; the dialog closes

private:
    void chooseFolder();
    void updateButtons();
    void takeChoices();
    QStringList existingFiles() const;
    void write();
    void endWriting(JobEnd end, const QString& error, const QString& folder);
    void say(const QString& words);

    AnalyzeSession& m_session; // keeps the job when the dialog is closed while it writes
    ExportRequest m_request;
    std::vector<std::int64_t> m_drawn;   // tags
    std::vector<std::int64_t> m_counted; // where a person has left some out; empty: all count
    std::shared_ptr<const CorrectionList> m_corrections;
    QPointer<ExportJob> m_job;
    bool m_cancelling = false;         // the job has been asked to stop
    bool m_mayReplace = false;         // the person has been told which files are there already
    std::vector<QCheckBox*> m_formats; // in the order of allExports()
    QComboBox* m_tags;
    QCheckBox* m_withCorrections; // null where there are none
    QLineEdit* m_folder;
    QLineEdit* m_stem;
    QLabel* m_notice;
    HintButton* m_write;
};

} // namespace dass
