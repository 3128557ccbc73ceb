#pragma once

namespace dass {

// The filterbank's frequency axis (128 triangles even in mel from 20 to 8000 Hz) as heights in a picture of the bins:
// 0 is the lower edge of bin 0, 1 the upper edge of the last one.
double melHeightOf(double hertz);
double hertzAtMelHeight(double height);

} // namespace dass
