#pragma once

#include <QAbstractItemView>
#include <QAction>
#include <QString>
#include <QWidget>

namespace dass {

// Null when there is none.
inline QAbstractItemView* viewNamed(const QWidget& window, const QString& name)
{
    for (auto* view : window.findChildren<QAbstractItemView*>())
        if (view->accessibleName() == name)
            return view;
    return nullptr;
}

inline QAction* actionNamed(const QWidget& window, const QString& text)
{
    for (auto* action : window.findChildren<QAction*>())
        if (action->text().remove('&') == text)
            return action;
    return nullptr;
}

} // namespace dass
