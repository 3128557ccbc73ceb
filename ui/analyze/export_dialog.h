#pragma once

#include "app/jobs/export_job.h"
#include "app/jobs/export_preview_job.h"
#include "ui/analyze/export_names.h"

#include <QDialog>
#include <QPointer>

#include <vector>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QVBoxLayout;

namespace dass {

class AnalyzeSession;
class ElidedLabel;
class HintButton;
struct OpenRecording;

// Chooses formats, tags and folder, shows how a file begins, and writes files of what is the current recording when the
// dialog is made, of what is selected in it, or of all that are tagged (these alone, where the current one has no
// tags). Asks before it writes over files. Stays open and says so when writing fails or was cancelled.
class ExportDialog : public QDialog
{
    Q_OBJECT
public:
    static bool canExport(const AnalyzeSession& session);   // whether any recording has tags
    static bool isTagged(const OpenRecording& recording);   // to its end: one of "all"
    ExportDialog(AnalyzeSession& session, QWidget* parent); // canExport()
    ~ExportDialog() override;

    // Of the current recording, in samples at 16 kHz. Nothing where that has no tags.
    void offerSelection(std::int64_t start, std::int64_t end);
    void reject() override; // while it writes: cancels that, and closes only when asked a second time

signals:
    void exported(const QString& folder, int files);
    // Of all; failed: a line for each that could not be written, with why. The dialog stays.
    void exportedSome(const QString& folder, int written, const QStringList& failed);
    void soundRequested(); // of the events, in place of this; the dialog closes

private:
    enum class Scope { Recording, Selection, All };

    void takeResults();
    QFormLayout* makeForm();
    QVBoxLayout* makeFormats(const QString& stem);
    void addCorrectionsTo(QFormLayout* form);
    QWidget* makePreview();
    QHBoxLayout* makeButtons();
    void makeScope();
    void addAll(const OpenRecording* current);
    void chooseFolder();
    void updateButtons();
    void updatePreview();
    void showPreviewed();
    void showScope();
    void showNames();
    void showFolder();
    QString usualFolder() const; // of the scope
    const ExportRequest& previewed() const;
    void showCorrections();
    Scope scope() const;
    void takeChoices(ExportRequest& request) const;
    std::vector<ExportRequest> requests() const; // as chosen
    static QString firstOf(const QStringList& names, qsizetype most, const QString& between);
    void write();
    void endWriting(JobEnd end, const QString& error, const QString& folder);
    void say(const QString& words);

    AnalyzeSession& m_session;        // keeps the job when the dialog is closed while it writes
    bool m_ofCurrent = false;         // the current recording has tags
    ExportRequest m_request;          // of it, else of the first one in m_all; without what is chosen here
    std::vector<ExportRequest> m_all; // likewise, of all that are tagged
    std::size_t m_currentOfAll = 0;   // the current one's place; 0 where it is not among them
    ExportNames m_names;              // of m_all
    EventSettings m_events;           // with indices of m_eventsOf
    std::shared_ptr<const ModelInfo> m_eventsOf;
    std::int64_t m_selectionStart = 0;
    std::int64_t m_selectionEnd = 0;
    std::vector<std::int64_t> m_drawn;   // tags
    std::vector<std::int64_t> m_counted; // where a person has left some out; empty: all count
    QPointer<ExportJob> m_job;
    QPointer<ExportPreviewJob> m_previewJob;
    std::size_t m_previewed = 0;       // of the formats
    int m_written = 0;                 // recordings, by the job
    int m_files = 0;                   // that it is to write
    QStringList m_there;               // files that it found
    QStringList m_failed;              // recordings that it could not write, with why
    bool m_cancelling = false;         // the job has been asked to stop
    bool m_changed = false;            // something was, since the job began
    bool m_mayReplace = false;         // the person has been told which files are there already
    std::vector<QCheckBox*> m_formats; // in the order of allExports()
    QComboBox* m_scope;
    QComboBox* m_tags;
    QCheckBox* m_withCorrections; // null where no recording has any
    QLineEdit* m_folder;
    QLineEdit* m_stem;
    QString m_ownStem;     // of the recording or the selection, while all are chosen
    QString m_usualFolder; // as it was last offered; a person may have written another one
    QPlainTextEdit* m_preview;
    ElidedLabel* m_previewTitle = nullptr;
    QLabel* m_notice;
    HintButton* m_close = nullptr;
    HintButton* m_write;
};

} // namespace dass
