#pragma once

#include "core/model/dtype.h"
#include "core/model/stored_tensor.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

// Reading and writing .safetensors files (8-byte little-endian header length, JSON header, raw little-endian data),
// without torch. core/model/tensor_io.h turns them into tensors and back.

namespace dass {

// A file whose header was checked whole before anything is handed out: header length, JSON, dtypes, sizes, offsets in
// range, no overlap, no name twice. No value is read but those that are asked of its tensors, which keep the file open.
class SafetensorsFile
{
public:
    // Throws Error: NotFound, Io, BadFile (one line: the file, the tensor, what was found, what was wanted).
    explicit SafetensorsFile(const std::filesystem::path& path);

    const std::filesystem::path& path() const { return m_file->path(); }
    const std::map<std::string, std::string>& metadata() const { return m_metadata; }
    const std::map<std::string, StoredTensor>& tensors() const { return m_tensors; }

    bool contains(const std::string& name) const { return m_tensors.contains(name); }
    const StoredTensor& at(const std::string& name) const; // throws Error(NotFound)

private:
    std::shared_ptr<const RegularFile> m_file;
    std::map<std::string, std::string> m_metadata;
    std::map<std::string, StoredTensor> m_tensors;
};

// Whether the path's contents, not its name, look like a safetensors file. False for what cannot be read.
bool looksLikeSafetensors(const std::filesystem::path& path);

struct TensorLayout
{
    DType dtype = DType::F32;
    std::vector<std::int64_t> shape; // empty for a scalar
};

// What a file of such tensors begins with: all but their values, which follow in the order of the names, each element
// after the one before. For a file whose values are never in memory together.
std::string startOfSafetensors(const std::map<std::string, TensorLayout>& tensors,
                               const std::map<std::string, std::string>& metadata = {});

// A tensor in memory that is to be written.
struct TensorInfo
{
    DType dtype = DType::F32;
    std::vector<std::int64_t> shape;  // empty for a scalar
    std::span<const std::byte> bytes; // of all elements; not necessarily aligned
};

// Writes the file whole or not at all, data in the order of the names. Throws Error(Io), or Error(InvalidArgument) for
// a tensor whose bytes do not fit its shape.
void writeSafetensors(const std::filesystem::path& path, const std::map<std::string, TensorInfo>& tensors,
                      const std::map<std::string, std::string>& metadata = {});

// A float tensor over somebody else's values, for writeSafetensors.
TensorInfo floatTensor(std::vector<std::int64_t> shape, std::span<const float> values);

} // namespace dass
