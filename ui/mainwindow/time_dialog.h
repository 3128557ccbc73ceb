#pragma once

#include <QDialog>

#include <optional>

class QLabel;
class QLineEdit;

namespace dass {

class HintButton;

// Seconds from "1:02:03.5", "2:03" or "93.5"; none when it is not a time.
std::optional<double> parseTime(const QString& text);

// Asks for a time within the recording.
class TimeDialog : public QDialog
{
    Q_OBJECT
public:
    TimeDialog(double lengthSeconds, QWidget* parent);

signals:
    void chosen(double seconds);

private:
    void check();

    double m_length;
    QLineEdit* m_field;
    QLabel* m_words;
    HintButton* m_go;
};

} // namespace dass
