#include "ui/mainwindow/first_size.h"

#include <QScreen>
#include <QWidget>

namespace dass {

namespace {

constexpr QSize kPreferred(1440, 900);
constexpr QSize kFrame(24, 64); // no window manager's is wider

} // namespace

void setFirstSize(QWidget& window)
{
    const QSize available = window.screen()->availableSize();
    const QSize room = available - kFrame;
    window.resize(kPreferred.boundedTo(room));
    if (room.width() < kPreferred.width() || room.height() < kPreferred.height())
        window.setWindowState(window.windowState() | Qt::WindowMaximized);
}

} // namespace dass
