#include "ui/mainwindow/view_choices.h"

#include "app/session/analyze_session.h"

#include <QCoreApplication>
#include <QMenu>

namespace dass {

namespace {

// Whose words these are to translators.
struct ViewChoices
{
    Q_DECLARE_TR_FUNCTIONS(dass::ViewChoices)
};

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
        addChoice(menu, session, "view.curve_names", ViewChoices::tr("C&urve names"), &ViewSettings::curveNames);
    names->setToolTip(ViewChoices::tr("Tags are named at their probability curves, in pictures too"));
    addChoice(menu, session, "view.all_tags", ViewChoices::tr("Events of &all tags"), &ViewSettings::allTags);
}

} // namespace dass
