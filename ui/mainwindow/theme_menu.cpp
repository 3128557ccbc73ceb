#include "ui/mainwindow/theme_menu.h"

#include "app/session/settings.h"
#include "ui/style/theme.h"

#include <QActionGroup>

#include <utility>

namespace dass {

ThemeMenu::ThemeMenu(Settings& settings, QWidget* parent) : QMenu(tr("&Theme"), parent)
{
    auto* group = new QActionGroup(this);
    const std::pair<ThemeChoice, QString> choices[] = {{ThemeChoice::System, tr("As the &system")},
                                                       {ThemeChoice::Light, tr("&Light")},
                                                       {ThemeChoice::Dark, tr("&Dark")}};
    for (const auto& [choice, name] : choices) {
        QAction* action = addAction(name);
        action->setObjectName(QStringLiteral("theme.") + nameOf(choice));
        action->setCheckable(true);
        action->setChecked(Theme::instance().choice() == choice);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [&settings, choice = choice] {
            settings.setTheme(nameOf(choice));
            Theme::instance().setChoice(choice);
        });
    }
}

} // namespace dass
