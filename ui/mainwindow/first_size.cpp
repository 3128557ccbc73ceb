#include "ui/mainwindow/first_size.h"

#include <QScreen>
#include <QWidget>

namespace dass {

namespace {

constexpr double kShare = 0.85; // of the screen's width and height
constexpr QSize kLeast(1280, 800);
constexpr QSize kFrame(24, 64); // no window manager's is wider

} // namespace

std::optional<QSize> firstSize(const QSize& available)
{
    const QSize size = (available * kShare).expandedTo(kLeast);
    const QSize room = available - kFrame;
    return size.boundedTo(room) == size ? std::optional(size) : std::nullopt;
}

void setFirstSize(QWidget& window)
{
    const QSize available = window.screen()->availableSize();
    const std::optional<QSize> size = firstSize(available);
    window.resize(size.value_or(available - kFrame)); // when it is no longer maximised, too
    if (!size)
        window.setWindowState(window.windowState() | Qt::WindowMaximized);
}

} // namespace dass
