#pragma once

#include "ui/widgets/panel.h"

class QListView;
class QMenu;

namespace dass {

class RunList;
class RunsModel;

// The runs that are followed. One is looked at; others that are selected with Ctrl or Shift are laid over its curves.
class RunsPanel : public Panel
{
    Q_OBJECT
public:
    explicit RunsPanel(RunList& list, QWidget* parent = nullptr);

    QString current() const;            // folder; empty: none
    QStringList selected() const;       // folders, the current one first
    void choose(const QString& folder); // at once, or as soon as it is in the list
    QListView* list() const { return m_view; }

signals:
    void selectionChanged();
    void contextMenuRequested(const QPoint& position);

private:
    void updateHint();
    void keepSelection();
    void remember();

    RunList& m_list;
    RunsModel* m_model;
    QListView* m_view;
    QString m_current; // outlives a reset of the model
    QStringList m_others;
    bool m_restoring = false;
};

} // namespace dass
