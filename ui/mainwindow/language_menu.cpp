#include "ui/mainwindow/language_menu.h"

#include "app/session/settings.h"
#include "ui/language/language.h"

#include <QActionGroup>

namespace dass {

LanguageMenu::LanguageMenu(Settings& settings, QWidget* parent)
    : QMenu(tr("Lan&guage"), parent), m_settings(settings), m_group(new QActionGroup(this))
{
    add({}, tr("As the &system"));
    addSeparator();
    for (const Language& language : languages())
        add(QLatin1String(language.code), QString::fromUtf8(language.name));
}

void LanguageMenu::add(const QString& code, const QString& name)
{
    QAction* action = addAction(name);
    action->setObjectName(QStringLiteral("language.") + (code.isEmpty() ? QStringLiteral("system") : code));
    action->setCheckable(true);
    action->setChecked(m_settings.language() == code);
    m_group->addAction(action);
    connect(action, &QAction::triggered, this, [this, code] { choose(code); });
}

void LanguageMenu::choose(const QString& code)
{
    if (m_settings.language() == code)
        return;
    m_settings.setLanguage(code);
    emit told(tr("The language was chosen."), tr("It is spoken from the next start of the program on."));
}

} // namespace dass
