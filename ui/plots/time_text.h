#pragma once

#include <QString>

namespace dass {

// hh:mm:ss with so many decimals, rounded down; a minus (U+2212) before negative times.
QString timeText(double seconds, int decimals);

} // namespace dass
