#pragma once

#include "core/model/shapes.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

namespace dass {

// A safetensors file of fp32 zeros in these shapes. They are a hole of the file, which takes no room, however large it
// is. False where the file system has no files of that size.
inline bool writeSparseWeights(const std::filesystem::path& path, const NamedShapes& shapes)
{
    std::string header = "{";
    std::uint64_t offset = 0;
    for (const auto& [name, shape] : shapes) {
        std::uint64_t bytes = sizeof(float);
        std::string lengths;
        for (const std::int64_t length : shape) {
            bytes *= static_cast<std::uint64_t>(length);
            lengths += (lengths.empty() ? "" : ",") + std::to_string(length);
        }
        header += (offset == 0 ? "\"" : ",\"") + name + R"(":{"dtype":"F32","shape":[)" + lengths +
                  R"(],"data_offsets":[)" + std::to_string(offset) + "," + std::to_string(offset + bytes) + "]}";
        offset += bytes;
    }
    header += "}";
    const std::uint64_t length = header.size();
    std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(&length), sizeof length) << header;
    std::error_code refused;
    std::filesystem::resize_file(path, sizeof length + length + offset, refused);
    return !refused;
}

} // namespace dass
