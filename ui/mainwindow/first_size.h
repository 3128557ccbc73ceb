#pragma once

#include <QSize>

#include <optional>

class QWidget;

namespace dass {

// Of a window on a screen of which so much can be had: most of it, at least 1280 x 800; none where that does not fit,
// with a frame around it.
std::optional<QSize> firstSize(const QSize& available);

// Before the first show: that size, else the whole screen. How wide a frame is turns out only when the window is there;
// a maximised one fits in any case.
void setFirstSize(QWidget& window);

} // namespace dass
