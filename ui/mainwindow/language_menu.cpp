#include "ui/mainwindow/language_menu.h"

#include "app/session/settings.h"
#include "ui/language/language.h"
#include "ui/mainwindow/main_window.h"

#include <QActionGroup>
#include <QMenu>

namespace dass {

void fillLanguageMenu(QMenu& menu, Settings& settings, const std::function<void(const QString&)>& told)
{
    auto* group = new QActionGroup(&menu);
    const auto add = [&](const QString& code, const QString& words) {
        QAction* action = menu.addAction(words);
        action->setObjectName(QStringLiteral("language.") + (code.isEmpty() ? QStringLiteral("system") : code));
        action->setCheckable(true);
        action->setChecked(settings.language() == code);
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, &menu, [&settings, code, told] {
            if (settings.language() == code)
                return;
            settings.setLanguage(code);
            told(MainWindow::tr("It is spoken from the next start of the program on."));
        });
    };
    add({}, MainWindow::tr("As the &system"));
    menu.addSeparator();
    for (const Language& language : languages())
        add(QLatin1String(language.code), QString::fromUtf8(language.name));
}

} // namespace dass
