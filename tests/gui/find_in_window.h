#pragma once

#include <QAbstractItemView>
#include <QAction>
#include <QMenu>
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

// Of a model's tree, the first from above. Invalid when there is none.
inline QModelIndex rowNamed(const QAbstractItemModel& model, const QString& name)
{
    const auto found = model.match(model.index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly | Qt::MatchRecursive);
    return found.value(0);
}

inline QAction* entryOf(const QMenu& menu, const QString& text)
{
    for (QAction* action : menu.actions())
        if (action->text().remove('&') == text)
            return action;
    return nullptr;
}

} // namespace dass
