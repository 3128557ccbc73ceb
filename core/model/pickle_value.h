#pragma once

#include "core/model/safetensors.h"

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace dass {

// One object of a pickle, as far as checkpoints need them. Pickles may refer to an object from several places, even
// from itself; so objects live in the document and refer to each other by plain pointers.
struct PickleValue
{
    enum class Kind {
        None,
        Bool,    // integer
        Int,     // integer
        Float,   // number
        String,  // text; bytes too
        Tuple,   // items
        List,    // items
        Dict,    // items: key, value, key, value, …
        Global,  // text: "module.name"
        Storage, // text: key of the data in the archive; dtype; integer: elements
        Tensor,  // items[0]: its Storage; integer: offset; end; shape; strides (in elements)
        Opaque,  // an instance of some other class, whose contents do not matter here
    };

    Kind kind = Kind::None;
    std::int64_t integer = 0;
    double number = 0;
    std::string text;
    std::vector<PickleValue*> items;
    DType dtype = DType::F32;
    std::int64_t end = 0; // behind the last element in the storage; the offset where there is none
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides;
};

// The value under a key of a Dict; null when there is none or the value is no Dict.
const PickleValue* findInDict(const PickleValue& dict, std::string_view key);

} // namespace dass
