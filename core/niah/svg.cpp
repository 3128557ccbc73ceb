#include "core/niah/svg.h"

#include "core/base/number_text.h"
#include "core/niah/spec.h"

#include <cmath>

namespace dass::niah::svg {

std::string number(double value)
{
    return fixedText(value, 1);
}

std::string escaped(const std::string& text)
{
    std::string safe;
    for (char c : text) {
        if (c == '&')
            safe += "&amp;";
        else if (c == '<')
            safe += "&lt;";
        else if (c == '>')
            safe += "&gt;";
        else if (c == '"')
            safe += "&quot;";
        else
            safe += static_cast<unsigned char>(c) < 0x20 ? ' ' : c; // XML has no control characters
    }
    for (const char* none : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) // U+FFFE and U+FFFF, nor these
        for (std::size_t at = safe.find(none); at != std::string::npos; at = safe.find(none, at))
            safe.replace(at, 3, " ");
    return safe;
}

std::string durationText(double seconds)
{
    const auto rounded = [](double value) { return numberText(std::round(100 * value) / 100); };
    if (seconds < 60)
        return rounded(seconds) + " s";
    return seconds < 3600 ? rounded(seconds / 60) + " min" : rounded(seconds / 3600) + " h";
}

std::string percentText(double share)
{
    return fixedText(100 * share, 0) + " %";
}

std::string text(double x, double y, const std::string& anchor, const std::string& what, const std::string& more)
{
    return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\"" + anchor + "\"" + more + ">" +
           escaped(what) + "</text>\n";
}

} // namespace dass::niah::svg
