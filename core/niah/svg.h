#pragma once

#include <string>

namespace dass::niah::svg {

// Pieces of an SVG, in its pixels.

std::string number(double value);             // with one decimal
std::string escaped(const std::string& text); // for an element's text or an attribute
std::string durationText(double seconds);     // "50 s", "5 min", "2.5 h"
std::string percentText(double share);        // "87 %"
std::string text(double x, double y, const std::string& anchor, const std::string& what, const std::string& more = {});

} // namespace dass::niah::svg
