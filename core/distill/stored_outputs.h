#pragma once

#include "core/model/stored_tensor.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace dass::distill {

// A teacher's logits computed beforehand, one row a clip: a .npy file (version 1 to 3, C order, float16, float32 or
// float64) or a .safetensors file with one two-dimensional tensor (or one named "logits"). A row is read when it is
// asked for, so that the file takes no memory; it is kept open. Threads may share it.
class StoredOutputs
{
public:
    // Reads no value. Throws Error: NotFound, BadFile, Unsupported, Io, naming the file, what was found and what was
    // wanted.
    explicit StoredOutputs(const std::filesystem::path& path);

    std::int64_t rows() const { return m_values.shape[0]; }
    std::int64_t classes() const { return m_values.shape[1]; }
    const std::filesystem::path& path() const { return m_values.file->path(); }

    // Reads all values once. Throws Error(BadFile) where one is infinite or no number, and as row().
    void requireFinite() const;

    // [classes]. Throws Error(BadFile) where the file was written to or cut short since it was opened, Error(Io).
    std::vector<float> row(std::int64_t index) const;

private:
    void requireUnchanged() const;

    StoredTensor m_values; // [rows, classes]
};

} // namespace dass::distill
