#include "core/base/one_line.h"

#include <algorithm>
#include <string_view>

namespace dass {

namespace {

// A message begins with the file and ends with what to do: both ends are kept.
constexpr std::size_t kMostBytes = 2000;
constexpr std::size_t kKeptAtEnd = 500;
constexpr std::string_view kLeftOut = " … ";

bool continues(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80; // a byte within a character of UTF-8
}

void shorten(std::string& text)
{
    std::size_t from = kMostBytes - kKeptAtEnd - kLeftOut.size();
    std::size_t to = text.size() - kKeptAtEnd;
    while (from > 0 && continues(text[from]))
        --from;
    while (to < text.size() && continues(text[to]))
        ++to;
    text.replace(from, to - from, kLeftOut);
}

} // namespace

std::string oneLine(std::string text)
{
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    // C1 (U+0080 to U+009F): terminals may take U+009B for the beginning of a command, too.
    for (std::size_t i = 0; i + 1 < text.size(); ++i)
        if (text[i] == '\xc2' && static_cast<unsigned char>(text[i + 1]) < 0xA0 && continues(text[i + 1]))
            text.replace(i, 2, "  ");
    if (text.size() > kMostBytes)
        shorten(text);
    return text;
}

} // namespace dass
