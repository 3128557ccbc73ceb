#pragma once

#include "app/distill/job_checks.h"
#include "ui/style/icons.h"

#include <QWidget>

#include <utility>

class QLabel;

namespace dass {

// How a check's outcome is marked, in the form and in the list of checks.
std::pair<Icon, IconTone> checkIcon(JobCheck::State state);

// The line below a field that says what was found of it.
class FieldNote : public QWidget
{
    Q_OBJECT
public:
    // keepsRoom: a line stays free where there is nothing to say, so that what is below does not move.
    explicit FieldNote(bool keepsRoom, QWidget* parent = nullptr);

    void say(JobCheck::State state, const QString& words); // no words: nothing
    QString words() const;

private:
    void paintMark();

    QLabel* m_mark;
    QLabel* m_words;
    bool m_keepsRoom;
    JobCheck::State m_state = JobCheck::State::Fine;
};

} // namespace dass
