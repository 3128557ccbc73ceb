#pragma once

#include "ui/style/tokens.h"

#include <QObject>
#include <QString>

class QApplication;

namespace dass {

enum class ThemeChoice { System, Light, Dark };

QString nameOf(ThemeChoice choice);                   // "system", "light", "dark"
ThemeChoice themeChoiceFromName(const QString& name); // System for anything else

// Dresses the application: style, palettes and font. One per program, made by install() and owned by the application.
// GUI thread only.
class Theme : public QObject
{
    Q_OBJECT
public:
    static Theme& install(QApplication& application, ThemeChoice choice);
    static Theme& instance(); // install() comes first

    const Tokens& tokens() const { return *m_tokens; }
    ThemeChoice choice() const { return m_choice; }
    void setChoice(ThemeChoice choice);

signals:
    void changed(); // tokens() has other colours now; palettes are already installed

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    explicit Theme(QApplication& application);
    void apply();

    ThemeChoice m_choice = ThemeChoice::System;
    const Tokens* m_tokens = nullptr;
    bool m_applying = false;
};

inline const Tokens& tokens()
{
    return Theme::instance().tokens();
}

} // namespace dass
