#pragma once

#include <QString>

namespace dass {

// A notice of the desktop, which is seen when the window is not (org.freedesktop.Notifications). Returns at once; where
// there is no such service, nothing happens.
void showDesktopNotice(const QString& title, const QString& text);

} // namespace dass
