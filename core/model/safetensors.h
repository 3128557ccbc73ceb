#pragma once

#include "core/base/mapped_file.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Reading and writing .safetensors files (8-byte little-endian header length, JSON header, raw little-endian data),
// without torch. core/model/tensor_io.h turns them into tensors and back.

namespace dass {

enum class DType { Bool, U8, I8, U16, I16, F16, BF16, U32, I32, F32, U64, I64, F64 };

std::size_t sizeOf(DType dtype);                           // bytes of one element
std::string_view nameOf(DType dtype);                      // as the format spells it: "F32", "BF16", …
std::string toString(std::span<const std::int64_t> shape); // "[2, 128]"

struct TensorInfo
{
    DType dtype = DType::F32;
    std::vector<std::int64_t> shape;  // empty for a scalar
    std::span<const std::byte> bytes; // exactly elements() * sizeOf(dtype); not necessarily aligned

    std::int64_t elements() const;
};

// The values of a tensor of any dtype, row-major, as floats.
std::vector<float> floatsOf(const TensorInfo& tensor);

// A file checked whole before anything is handed out: header length, JSON, dtypes, sizes, offsets in range, no overlap,
// no name twice. The file stays mapped, and spans stay valid, for the lifetime of the object.
class SafetensorsFile
{
public:
    // Throws Error: NotFound, Io, BadFile (one line: the file, the tensor, what was found, what was wanted).
    explicit SafetensorsFile(const std::filesystem::path& path);

    const std::filesystem::path& path() const { return m_path; }
    const std::map<std::string, std::string>& metadata() const { return m_metadata; }
    const std::map<std::string, TensorInfo>& tensors() const { return m_tensors; }

    bool contains(const std::string& name) const { return m_tensors.contains(name); }
    const TensorInfo& at(const std::string& name) const; // throws Error(NotFound)

private:
    std::filesystem::path m_path;
    MappedFile m_file;
    std::map<std::string, std::string> m_metadata;
    std::map<std::string, TensorInfo> m_tensors;
};

// Whether the path's contents, not its name, look like a safetensors file. False for what cannot be read.
bool looksLikeSafetensors(const std::filesystem::path& path);

// Writes the file whole or not at all, data in the order of the names. Throws Error(Io), or Error(InvalidArgument) for
// a tensor whose bytes do not fit its shape.
void writeSafetensors(const std::filesystem::path& path, const std::map<std::string, TensorInfo>& tensors,
                      const std::map<std::string, std::string>& metadata = {});

// A float tensor over somebody else's values, for writeSafetensors.
TensorInfo floatTensor(std::vector<std::int64_t> shape, std::span<const float> values);

} // namespace dass
