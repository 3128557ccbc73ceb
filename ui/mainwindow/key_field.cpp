#include "ui/mainwindow/key_field.h"

#include <QContextMenuEvent>
#include <QKeyEvent>

namespace dass {

namespace {

bool isModifier(int key)
{
    return key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt || key == Qt::Key_Meta ||
           key == Qt::Key_AltGr || key == Qt::Key_CapsLock || key == Qt::Key_NumLock || key == Qt::Key_unknown ||
           key == 0;
}

// Shift is part of a sign such as "+", and of which key it is on another keyboard; of a letter or F1 it is not.
bool carriesShift(const QKeyEvent& event)
{
    const QString text = event.text();
    return text.isEmpty() || !text[0].isPrint() || text[0].isLetterOrNumber() || text[0].isSpace();
}

} // namespace

KeyField::KeyField(QWidget* parent) : QLineEdit(parent)
{
    setReadOnly(true);
}

void KeyField::setKeys(const QKeySequence& keys)
{
    setText(keys.toString(QKeySequence::NativeText));
}

bool KeyField::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

void KeyField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier) {
        emit left();
        return;
    }
    if (isModifier(event->key()))
        return;
    constexpr Qt::KeyboardModifiers kChord = Qt::ShiftModifier | Qt::ControlModifier | Qt::AltModifier |
                                             Qt::MetaModifier; // the keypad's keys are as good as the others
    Qt::KeyboardModifiers modifiers = event->modifiers() & kChord;
    if (!carriesShift(*event))
        modifiers &= ~Qt::ShiftModifier;
    emit pressed(QKeySequence(QKeyCombination(modifiers, static_cast<Qt::Key>(event->key()))));
}

void KeyField::contextMenuEvent(QContextMenuEvent* event)
{
    event->accept(); // there is nothing to copy or paste
}

} // namespace dass
