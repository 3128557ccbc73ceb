#include "ui/mainwindow/menu_action.h"

#include <QAction>
#include <QMenu>

namespace dass {

QAction* makeAction(QObject* owner, const char* id, const QString& text, const QKeySequence& shortcut,
                    const std::function<void()>& act)
{
    auto* action = new QAction(text, owner);
    action->setObjectName(QLatin1String(id));
    action->setShortcut(shortcut);
    QObject::connect(action, &QAction::triggered, owner, act);
    return action;
}

QAction* addAction(QMenu* menu, QObject* owner, const char* id, const QString& text, const QKeySequence& shortcut,
                   const std::function<void()>& act)
{
    QAction* action = menu->addAction(text); // the menu's own, with which it goes
    action->setObjectName(QLatin1String(id));
    action->setShortcut(shortcut);
    QObject::connect(action, &QAction::triggered, owner, act);
    return action;
}

} // namespace dass
