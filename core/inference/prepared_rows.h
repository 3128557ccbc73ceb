#pragma once

#include "core/inference/events.h"

#include <hwy/aligned_allocator.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dass {

// The rows that events are looked for in: as they are stored, or rolled up and then smoothed. Holds as many rows as are
// smoothed over.
class PreparedRows
{
public:
    // matrix outlives this object. Throws Error(InvalidArgument) for classes and numbers of rows that cannot be used.
    PreparedRows(const ProbabilityMatrix& matrix, const EventSettings& settings);

    // [classes]; valid until the next call. Rows are asked for in order, from 0 on; of all classes, those that the
    // settings choose have been prepared. `rows` is how many the caller takes as there.
    const float* row(std::int64_t index, std::int64_t rows)
    {
        return m_active ? prepare(index, rows) : m_matrix.row(index).data();
    }

private:
    // The classes below one class, which lie side by side in m_below.
    struct Above
    {
        std::size_t classIndex = 0;
        std::size_t begin = 0;
        std::size_t end = 0;
    };

    void takeRollUp(const EventSettings& settings);
    void takeBlocks(const EventSettings& settings);
    const float* prepare(std::int64_t index, std::int64_t rows);
    void read(std::int64_t index);
    float* kept(std::int64_t index);

    const ProbabilityMatrix& m_matrix;
    std::size_t m_classes;
    std::size_t m_padded; // length of a kept row: whole blocks
    Smoothing m_smoothing;
    std::int64_t m_window; // rows that are smoothed over; 1: none
    bool m_active;
    std::vector<Above> m_above;
    std::vector<std::size_t> m_below;
    std::vector<std::size_t> m_blocks;             // with a chosen class in them
    hwy::AlignedFreeUniquePtr<float[]> m_kept;     // [m_window, m_padded], row r in place r % m_window
    hwy::AlignedFreeUniquePtr<float[]> m_smoothed; // [m_padded]
    std::vector<const float*> m_pointers;          // [m_window]
    std::int64_t m_read = 0;                       // rows so far
};

} // namespace dass
