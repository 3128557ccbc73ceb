#include "ui/mainwindow/view_choices.h"

#include "app/session/analyze_session.h"
#include "ui/mainwindow/main_window.h"

#include <QMenu>

namespace dass {

namespace {

QAction* addChoice(QMenu& menu, AnalyzeSession& session, const char* id, const QString& text,
                   bool ViewSettings::*choice)
{
    QAction* action = menu.addAction(text);
    action->setObjectName(QLatin1String(id));
    action->setCheckable(true);
    action->setChecked(session.viewSettings().*choice);
    QObject::connect(action, &QAction::toggled, &session, [&session, choice](bool on) {
        ViewSettings view = session.viewSettings();
        view.*choice = on;
        session.setViewSettings(view);
    });
    // A session that is opened has its own.
    QObject::connect(&session, &AnalyzeSession::viewSettingsChanged, action,
                     [&session, action, choice] { action->setChecked(session.viewSettings().*choice); });
    return action;
}

} // namespace

void addViewChoices(QMenu& menu, AnalyzeSession& session)
{
    QAction* names =
        addChoice(menu, session, "view.curve_names", MainWindow::tr("C&urve names"), &ViewSettings::curveNames);
    names->setToolTip(MainWindow::tr("Tags are named at their probability curves, in pictures too"));
    addChoice(menu, session, "view.all_tags", MainWindow::tr("Events of &all tags"), &ViewSettings::allTags);
}

} // namespace dass
