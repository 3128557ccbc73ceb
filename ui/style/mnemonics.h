#pragma once

#include <QObject>

namespace dass {

// Whether the letters that open menus and reach fields are underlined: from Alt on until the mouse is pressed, the
// window is left, or Alt is let go with no menu open. One for the application, which owns it. GUI thread.
class Mnemonics : public QObject
{
    Q_OBJECT
public:
    static void install(QObject& application);
    static bool areShown();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    using QObject::QObject;
    void show(bool shown);
};

} // namespace dass
