#pragma once

#include "ui/mainwindow/main_window.h"

#include <QAction>
#include <QApplication>
#include <QFileDialog>
#include <QMenu>
#include <QMenuBar>
#include <QTimer>

#include <functional>

namespace dass {

// The actions of all menus, with submenus, in their order.
inline QList<QAction*> menuActions(const QList<QAction*>& entries)
{
    QList<QAction*> all;
    for (QAction* action : entries) {
        if (action->menu())
            all << menuActions(action->menu()->actions());
        else if (!action->isSeparator())
            all << action;
    }
    return all;
}

inline QList<QAction*> menuActions(const MainWindow& window)
{
    return menuActions(window.findChild<QMenuBar*>()->actions());
}

// Opens what every enabled action that ends in "…" opens, and the help, one after another, and closes it again.
// Qt's own file dialogs are only closed. Returns how many were visited.
inline int forEachDialog(const MainWindow& window, const std::function<void(QWidget&, const QString& id)>& visit)
{
    QTimer closer; // of dialogs that do not return before they are answered
    closer.callOnTimeout([] {
        for (QWidget* widget : QApplication::topLevelWidgets())
            if (auto* dialog = qobject_cast<QFileDialog*>(widget); dialog && dialog->isVisible())
                dialog->reject();
    });
    closer.start(20);
    const auto shown = [] {
        QWidgetList all;
        for (QWidget* widget : QApplication::topLevelWidgets())
            if (widget->isVisible() && !qobject_cast<QFileDialog*>(widget) && !qobject_cast<QMenu*>(widget))
                all << widget;
        return all;
    };
    int visited = 0;
    for (QAction* action : menuActions(window)) {
        const QString id = action->objectName();
        if (!action->isEnabled() || (!action->text().contains(QChar(0x2026)) && !id.startsWith("help.")))
            continue;
        const QWidgetList before = shown();
        action->trigger();
        QCoreApplication::processEvents();
        for (QWidget* widget : shown()) {
            if (before.contains(widget))
                continue;
            visit(*widget, id);
            ++visited;
            widget->close();
        }
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCoreApplication::processEvents();
    }
    return visited;
}

} // namespace dass
