#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

namespace dass {

// Probabilities [rows, classes], fp32, in a memory-mapped file that grows while a run goes on. One thread appends, any
// thread reads: rows below rows() never change and stay where they are for the object's lifetime.
class ProbabilityMatrix
{
public:
    // With a path: a new file there, an old one is overwritten. Without: an unnamed temporary file that vanishes with
    // the object. Throws Error(Io) when the disk is full.
    explicit ProbabilityMatrix(std::int64_t classes, const std::filesystem::path& path = {});
    // An existing file written by this class, for reading. Throws Error (NotFound, Io, BadFile).
    static std::shared_ptr<ProbabilityMatrix> open(const std::filesystem::path& path);
    ~ProbabilityMatrix();
    ProbabilityMatrix(const ProbabilityMatrix&) = delete;
    ProbabilityMatrix& operator=(const ProbabilityMatrix&) = delete;

    void append(std::span<const float> rows); // [n, classes]
    // No more rows will come: gives the file descriptor back, of which a process has few. Rows stay readable. For the
    // thread that appends.
    void finish();

    std::int64_t classes() const noexcept;
    std::int64_t rows() const noexcept;
    std::span<const float> row(std::int64_t index) const; // [classes]

private:
    struct Impl;
    explicit ProbabilityMatrix(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace dass
