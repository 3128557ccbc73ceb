#include "ui/mainwindow/focus_keys.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QKeyEvent>
#include <QPushButton>
#include <QSlider>
#include <QToolButton>

namespace dass {

namespace {

// Whether a focused control does something with this key.
bool needsKey(const QObject* control, int key, const QWidget* eventsTable)
{
    const bool ends = key == Qt::Key_Home || key == Qt::Key_End;
    const bool choosing = key == Qt::Key_Space || (key >= Qt::Key_A && key <= Qt::Key_Z);
    if (qobject_cast<const QAbstractButton*>(control))
        return key == Qt::Key_Space;
    if (qobject_cast<const QSlider*>(control))
        return ends;
    if (qobject_cast<const QComboBox*>(control))
        return ends || choosing;
    if (qobject_cast<const QAbstractItemView*>(control))
        return ends || (choosing && control != eventsTable);
    return false;
}

bool isEnter(const QKeyEvent& key)
{
    return (key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter) && !key.isAutoRepeat() &&
           (key.modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
}

// Not boxes and choices, which Enter ticks nowhere.
QAbstractButton* pressableButton(QObject* control)
{
    auto* button = qobject_cast<QAbstractButton*>(control);
    return qobject_cast<QPushButton*>(button) || qobject_cast<QToolButton*>(button) ? button : nullptr;
}

} // namespace

FocusKeys::FocusKeys(const QWidget* eventsTable, QObject* parent) : QObject(parent), m_eventsTable(eventsTable)
{
    qApp->installEventFilter(this);
}

bool FocusKeys::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress && isEnter(*static_cast<QKeyEvent*>(event)))
        if (auto* button = pressableButton(watched); button && !qobject_cast<QDialog*>(button->window())) {
            event->accept();
            button->click();
            return true;
        }
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool opensList = key->modifiers() == Qt::AltModifier && qobject_cast<const QComboBox*>(watched) &&
                               (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down);
        if (opensList || (key->modifiers() == Qt::NoModifier && needsKey(watched, key->key(), m_eventsTable))) {
            event->accept();
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace dass
