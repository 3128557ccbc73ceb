#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dass {

// How much the JSON of a text can hold, told without parsing it, so that a file that anyone may have written is refused
// before it takes memory.
struct JsonShape
{
    std::size_t values = 1; // and keys: there are no more
    std::int64_t depth = 0; // of lists and objects in each other
};

// Of any text; what comes after a mistake counts, too.
JsonShape shapeOfJson(std::string_view text);

} // namespace dass
