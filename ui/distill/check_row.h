#pragma once

#include "app/distill/job_checks.h"

#include <QWidget>

namespace dass {

class HintButton;

// One line of the list of checks: what was looked at, what was found, and a way out at one click where there is one.
class CheckRow : public QWidget
{
    Q_OBJECT
public:
    explicit CheckRow(const JobCheck& check, QWidget* parent = nullptr);

    HintButton* wayOut() const { return m_wayOut; } // null: none

signals:
    void leaveOutRequested(double badShare); // of the specification

private:
    HintButton* m_wayOut = nullptr;
};

} // namespace dass
