#pragma once

#include <QAction>

class QMenu;

namespace dass {

struct RunSummary;

// All that can be done in the Distill workspace; the menu, buttons and the list's own menu share them.
struct DistillActions
{
    explicit DistillActions(QObject* parent);

    QAction* guide;
    QAction* newJob;
    QAction* open;
    QAction* pause;
    QAction* resume; // a paused one, or goes on with one that ended
    QAction* stop;
    QAction* cancel;
    QAction* use;
    QAction* test; // in the haystack
    QAction* exportModel;
    QAction* duplicate;
    QAction* showFolder;
    QAction* forget;
    QAction* remove;

    void fillMenu(QMenu* menu) const;         // of the menu bar
    void fillRunMenu(QMenu* menu) const;      // of one run
    void update(const RunSummary* run) const; // what can be done with it; null: none is looked at
};

} // namespace dass
