#pragma once

#include <QObject>

class QWidget;

namespace dass {

// Keys that a focused control needs for itself stay its own, although the window has a shortcut on them. Enter presses
// the focused button, as it does in dialogs by itself. For the whole application, as long as it is there.
class FocusKeys : public QObject
{
    Q_OBJECT
public:
    FocusKeys(const QWidget* eventsTable, QObject* parent); // in which letters and Space are for playing

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    const QWidget* m_eventsTable;
};

} // namespace dass
