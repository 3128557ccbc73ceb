#pragma once

#include <QString>

#include <string_view>

namespace dass {

// What the engine calls its exports, poolings and precisions in English, in the window's language. Words that are not
// known stay as they are.
QString engineWords(std::string_view english);

} // namespace dass
