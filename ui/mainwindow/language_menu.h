#pragma once

#include <QMenu>

class QActionGroup;

namespace dass {

class Settings;

// The languages to choose from, each by its own name. The choice is kept for the next start of the program.
class LanguageMenu : public QMenu
{
    Q_OBJECT
public:
    explicit LanguageMenu(Settings& settings, QWidget* parent = nullptr); // settings outlive it

signals:
    void told(const QString& title, const QString& text); // in the window's language

private:
    void add(const QString& code, const QString& name);
    void choose(const QString& code);

    Settings& m_settings;
    QActionGroup* m_group;
};

} // namespace dass
