#include "ui/style/theme.h"

#include "ui/style/focus_ring.h"
#include "ui/style/fonts.h"
#include "ui/style/mnemonics.h"
#include "ui/style/studio_style.h"

#include <QApplication>
#include <QEvent>
#include <QWindow>

// Resources of a static library must be asked for by name, outside of any namespace.
static void initialiseIcons()
{
    Q_INIT_RESOURCE(icons);
}

namespace dass {

namespace {

Theme* theInstance = nullptr;

// Qt 6.4 does not say whether the system is dark, so the colours of its own palette do. The application's palette must
// be put aside for that, and is set again right afterwards.
bool systemIsDark()
{
    QApplication::setPalette(QPalette());
    const QPalette system = QApplication::palette();
    return system.color(QPalette::WindowText).lightness() > system.color(QPalette::Window).lightness();
}

} // namespace

QString nameOf(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::Light:
        return QStringLiteral("light");
    case ThemeChoice::Dark:
        return QStringLiteral("dark");
    case ThemeChoice::System:
        break;
    }
    return QStringLiteral("system");
}

ThemeChoice themeChoiceFromName(const QString& name)
{
    if (name == nameOf(ThemeChoice::Light))
        return ThemeChoice::Light;
    if (name == nameOf(ThemeChoice::Dark))
        return ThemeChoice::Dark;
    return ThemeChoice::System;
}

Theme::Theme(QApplication& application) : QObject(&application)
{
    theInstance = this;
    initialiseIcons();
    QApplication::setStyle(new StudioStyle);
    QApplication::setFont(chooseApplicationFont());
    application.installEventFilter(this);
    new FocusRing(this);
    Mnemonics::install(application);
}

Theme& Theme::install(QApplication& application, ThemeChoice choice)
{
    auto* theme = new Theme(application);
    theme->m_choice = choice;
    theme->apply();
    return *theme;
}

Theme& Theme::instance()
{
    Q_ASSERT(theInstance);
    return *theInstance;
}

void Theme::setChoice(ThemeChoice choice)
{
    m_choice = choice;
    apply();
}

void Theme::apply()
{
    m_applying = true;
    const bool dark = m_choice == ThemeChoice::System ? systemIsDark() : m_choice == ThemeChoice::Dark;
    m_tokens = dark ? &darkTokens() : &lightTokens();
    QApplication::setPalette(applicationPalette(*m_tokens));
    QApplication::setPalette(itemViewPalette(*m_tokens), "QAbstractItemView");
    m_applying = false;
    emit changed();
}

bool Theme::eventFilter(QObject* watched, QEvent* event)
{
    // Sent to every window when the desktop changes its colours; the first one is enough.
    if (event->type() == QEvent::ThemeChange && watched->isWindowType() && !m_applying &&
        m_choice == ThemeChoice::System)
        apply();
    return QObject::eventFilter(watched, event);
}

} // namespace dass
