#pragma once

#include "core/model/dtype.h"

#include <map>
#include <vector>

namespace dass {

// One tensor as the header states it, checked against the size of the data.
struct HeaderEntry
{
    std::string name;
    DType dtype = DType::F32;
    std::vector<std::int64_t> shape;
    std::size_t begin = 0; // offsets in the data that follow the header
    std::size_t end = 0;
};

struct SafetensorsHeader
{
    std::map<std::string, std::string> metadata;
    std::vector<HeaderEntry> entries;
};

// Reads the JSON header of a file whose data has so many bytes. Memory is bounded by the text's length whatever it
// holds. Throws Error(BadFile) without the file's name, which the caller adds.
SafetensorsHeader parseSafetensorsHeader(std::string_view text, std::size_t dataBytes);

} // namespace dass
