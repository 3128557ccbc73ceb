#pragma once

#include <string>

namespace dass {

// Text from outside (names of files, tensors and classes, other programs' messages) as one line that can be shown:
// line breaks and control characters become spaces, and the middle of what would fill the screen is left out.
std::string oneLine(std::string text);

} // namespace dass
