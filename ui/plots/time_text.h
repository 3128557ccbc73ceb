#pragma once

#include <QString>

namespace dass {

// hh:mm:ss with so many decimals, rounded down; a minus (U+2212) before negative times.
QString timeText(double seconds, int decimals);

// The same of a time of day: days are taken off.
QString dayTimeText(double seconds, int decimals);

} // namespace dass
