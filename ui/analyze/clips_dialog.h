#pragma once

#include "app/jobs/clips_job.h"
#include "app/jobs/digest_worker.h"

#include <QDialog>
#include <QPointer>

#include <optional>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QProgressBar;

namespace dass {

class AnalyzeSession;
class HintButton;

// Chooses events, format, padding and folder, shows what the files will be called, and writes the sound of each event
// of the current recording as a file. Asks before it writes over files. Stays open and says so when writing fails or
// was cancelled.
class ClipsDialog : public QDialog
{
    Q_OBJECT
public:
    // Which events the dialog offers first: the one, else all of the tag, else all in the events table. The current
    // recording has tags. The events are those of now, whatever changes meanwhile.
    struct Offer
    {
        std::optional<Event> event = {};
        std::optional<std::int64_t> tag = {};
    };
    ClipsDialog(AnalyzeSession& session, const Offer& offer, QWidget* parent);
    ~ClipsDialog() override;

    void reject() override; // while it writes: cancels that, and closes only when asked a second time

signals:
    void saved(const QString& folder, int files);

private:
    void makeForm();
    void fillScopes(const Offer& offer);
    void chooseFolder();
    const std::vector<Event>* events() const; // that are chosen; null while they are being found
    ClipSettings settings() const;
    std::filesystem::path stem() const;
    void updatePreview();
    void write();
    void endWriting(JobEnd end, const QString& error);
    void say(const QString& words);

    AnalyzeSession& m_session; // keeps the job when the dialog is closed while it writes
    std::filesystem::path m_recording;
    std::int64_t m_length = 0; // samples at 16 kHz
    std::vector<Label> m_labels;
    std::vector<Event> m_one; // the chosen event, where there is one
    std::shared_ptr<const Digest> m_table;
    std::shared_ptr<const Digest> m_ofTag; // null while it is being made
    DigestWorker m_worker;
    QPointer<ClipsJob> m_job;
    bool m_cancelling = false; // the job has been asked to stop
    bool m_mayReplace = false; // the person has been told which files are there already
    bool m_toldOfFiles = false;
    bool m_changed = false;  // since the job began
    QString m_findingFailed; // why the tag's events are not known; empty: they are, or will be
    QString m_folderWritten;
    int m_filesWritten = 0;
    QComboBox* m_scope;
    QComboBox* m_format;
    QDoubleSpinBox* m_padding;
    QLineEdit* m_folder;
    QLineEdit* m_stem;
    QLabel* m_preview;
    QProgressBar* m_progress;
    QLabel* m_notice;
    HintButton* m_save;
};

} // namespace dass
