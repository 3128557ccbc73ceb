#pragma once

#include "core/base/regular_file.h"
#include "core/model/dtype.h"

#include <memory>
#include <vector>

namespace dass {

// A tensor that lies in a file, row-major and little-endian. It keeps the file open, and a value is read when it is
// asked for: one that nobody asks for costs nothing. Threads may share it.
struct StoredTensor
{
    std::string name; // for messages
    DType dtype = DType::F32;
    std::vector<std::int64_t> shape; // empty for a scalar
    std::shared_ptr<const RegularFile> file;
    std::uint64_t begin = 0; // of its bytes in the file

    std::int64_t elements() const { return elementsOf(shape); }
    std::uint64_t bytes() const { return static_cast<std::uint64_t>(elements()) * sizeOf(dtype); }

    // Fills `out` with its bytes from `offset` on, or with its elements from `first` on as floats. Throws
    // Error(BadFile) where the file was cut short meanwhile, Error(Io), Error(InvalidArgument) for more than it has.
    void read(std::uint64_t offset, std::span<std::byte> out) const;
    void readFloats(std::int64_t first, std::span<float> out) const;
};

// All values, or those of one row of a tensor [rows, …], as floats. Throw as reading does.
std::vector<float> floatsOf(const StoredTensor& tensor);
std::vector<float> rowOf(const StoredTensor& tensor, std::int64_t row);

} // namespace dass
