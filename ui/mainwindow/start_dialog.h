#pragma once

#include "core/audio/recording_start.h"

#include <QDialog>

#include <optional>

class QLabel;
class QLineEdit;

namespace dass {

class HintButton;

// Shows when a recording began, by date, time and offset from UTC, and lets a person correct or type it.
class StartDialog : public QDialog
{
    Q_OBJECT
public:
    // start: what holds now; found: what the file says of itself.
    StartDialog(const QString& recording, const std::optional<RecordingStart>& start,
                const std::optional<RecordingStart>& found, QWidget* parent);

signals:
    void chosen(const std::optional<dass::RecordingStart>& start);

private:
    void show(const std::optional<RecordingStart>& start);
    // What is typed; the found start where it is just that. None when it is no time.
    std::optional<RecordingStart> typed() const;
    void check();

    const std::optional<RecordingStart> m_found;
    QLineEdit* m_time;
    QLineEdit* m_zone;
    QLabel* m_words;
    HintButton* m_asFound;
    HintButton* m_set;
};

} // namespace dass
