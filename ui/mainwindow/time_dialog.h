#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;

namespace dass {

class HintButton;

// Asks for a time within the recording.
class TimeDialog : public QDialog
{
    Q_OBJECT
public:
    // clockStart: seconds of the day at the recording's start, where a time of day is asked for.
    TimeDialog(double lengthSeconds, const std::optional<double>& clockStart, QWidget* parent);

signals:
    void chosen(double seconds); // since the start

private:
    void check();
    std::optional<double> typed() const; // since the start, also where that is beyond the end

    double m_length;
    std::optional<double> m_clockStart;
    QLineEdit* m_field;
    QLabel* m_words;
    HintButton* m_go;
};

} // namespace dass
