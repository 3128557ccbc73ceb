#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace dass::distill {

struct OutputsShape
{
    std::int64_t rows = 0;
    std::int64_t classes = 0;
};

// A teacher's logits computed beforehand, one row a clip: a .npy file (version 1 to 3, C order, float16, float32 or
// float64) or a .safetensors file with one two-dimensional tensor (or one named "logits"). Read-only, so that threads
// may share it.
class StoredOutputs
{
public:
    // Throws Error: NotFound, BadFile, Unsupported, naming the file, what was found and what was wanted.
    explicit StoredOutputs(const std::filesystem::path& path);

    std::int64_t rows() const { return m_rows; }
    std::int64_t classes() const { return m_classes; }
    std::span<const float> row(std::int64_t index) const; // [classes]
    const std::filesystem::path& path() const { return m_path; }

    // Rows and classes of a file, none of whose values is read. Throws Error as the constructor.
    static OutputsShape shapeOf(const std::filesystem::path& path);

private:
    std::filesystem::path m_path;
    std::int64_t m_rows = 0;
    std::int64_t m_classes = 0;
    std::vector<float> m_values; // [rows, classes]
};

} // namespace dass::distill
