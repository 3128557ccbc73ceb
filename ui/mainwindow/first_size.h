#pragma once

class QWidget;

namespace dass {

// Before the first show: 1440 x 900, or the whole screen where a window of that size and its frame do not fit. How wide
// a frame is turns out only when the window is there; a maximised one fits in any case.
void setFirstSize(QWidget& window);

} // namespace dass
