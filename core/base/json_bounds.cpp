#include "core/base/json_bounds.h"

#include <algorithm>

namespace dass {

// The parser's own callback would tell both, too, but searches all of a list after each of its objects.
JsonShape shapeOfJson(std::string_view text)
{
    JsonShape shape;
    std::int64_t depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '\\')
                ++i; // what follows ends no text
            else if (c == '"')
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '[' || c == '{') {
            ++shape.values;
            shape.depth = std::max(shape.depth, ++depth);
        } else if (c == ']' || c == '}') {
            --depth;
        } else if (c == ',' || c == ':') {
            ++shape.values; // before each value but a list's or an object's first, which is counted with its bracket
        }
    }
    return shape;
}

} // namespace dass
