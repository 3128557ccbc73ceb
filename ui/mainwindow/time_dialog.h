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
