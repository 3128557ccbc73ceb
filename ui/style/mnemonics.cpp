#include "ui/style/mnemonics.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMenuBar>

namespace dass {

namespace {

bool lettersShown = false;

} // namespace

void Mnemonics::install(QObject& application)
{
    application.installEventFilter(new Mnemonics(&application));
}

bool Mnemonics::areShown()
{
    return lettersShown;
}

bool Mnemonics::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
        if (static_cast<QKeyEvent*>(event)->key() == Qt::Key_Alt)
            show(true);
        break;
    case QEvent::KeyRelease: {
        // With Alt alone the menu bar takes the keyboard; it tells when it gives it back by losing the focus.
        const bool alone = qobject_cast<QMenuBar*>(QApplication::focusWidget()) || QApplication::activePopupWidget();
        if (static_cast<QKeyEvent*>(event)->key() == Qt::Key_Alt && !alone)
            show(false);
        break;
    }
    case QEvent::FocusOut:
        if (qobject_cast<QMenuBar*>(watched) && !QApplication::activePopupWidget())
            show(false);
        break;
    case QEvent::MouseButtonPress:
    case QEvent::WindowDeactivate:
        if (!QApplication::activePopupWidget() || event->type() == QEvent::MouseButtonPress)
            show(false);
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

void Mnemonics::show(bool shown)
{
    if (shown == lettersShown)
        return;
    lettersShown = shown;
    for (QWidget* window : QApplication::topLevelWidgets())
        if (window->isVisible())
            for (auto* widget : window->findChildren<QWidget*>())
                widget->update();
}

} // namespace dass
