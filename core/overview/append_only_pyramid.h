#pragma once

#include "core/overview/scratch_file.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <type_traits>

namespace dass {

// Entries in levels: level 0 as appended, each entry of a level above made of `reduction` of the level below. One
// thread appends; others may read entry i of level l once the writer has published (with release order) that level 0
// holds at least (i + 1) reduction^l entries. Entries never move.
//
// Reduction: a type with `static constexpr std::int64_t kFactor` and `static Entry reduce(const Entry* first)`.
template <class Entry, class Reduction>
class AppendOnlyPyramid
{
    static_assert(std::is_trivially_copyable_v<Entry>);

public:
    static constexpr int kLevels = 6;
    static constexpr std::int64_t kFactor = Reduction::kFactor;

    // capacity: of level 0, in entries. lowest: the level that is appended to; those below it are not there, and ranges
    // are widened to its entries. Throws Error(Io).
    explicit AppendOnlyPyramid(std::int64_t capacity, int lowest = 0) : m_lowest(lowest)
    {
        for (int level = 0; level < kLevels; ++level) {
            if (level >= lowest)
                m_files[static_cast<std::size_t>(level)] =
                    std::make_unique<ScratchFile>(static_cast<std::size_t>(capacity) * sizeof(Entry));
            capacity = capacity / kFactor + 1;
        }
    }

    // Throws Error(Io, Unsupported when full).
    void append(const Entry& entry)
    {
        put(m_lowest, m_count, entry);
        std::int64_t index = m_count++;
        for (int level = m_lowest + 1; level < kLevels && index % kFactor == kFactor - 1; ++level) {
            index /= kFactor;
            put(level, index, Reduction::reduce(entries(level - 1) + index * kFactor));
        }
    }

    std::int64_t count() const { return m_count; } // of the lowest level; the writer's
    int lowest() const { return m_lowest; }

    // Calls visit(entry, level) for the fewest entries that make up [start, end) of level 0, of which `published` hold.
    template <class Visit>
    void visit(std::int64_t start, std::int64_t end, std::int64_t published, Visit&& visitEntry) const
    {
        std::int64_t last = std::min(end, published);
        std::int64_t first = std::max<std::int64_t>(start, 0);
        if (first >= last)
            return;
        int level = 0;
        for (; level < m_lowest; ++level) {
            first /= kFactor;
            last = (last + kFactor - 1) / kFactor;
        }
        for (; first < last; ++level) {
            const Entry* const here = entries(level);
            const bool top = level == kLevels - 1;
            for (; first < last && (top || first % kFactor != 0); ++first)
                visitEntry(here[first], level);
            for (; first < last && last % kFactor != 0; --last)
                visitEntry(here[last - 1], level);
            first /= kFactor;
            last /= kFactor;
        }
    }

private:
    const Entry* entries(int level) const
    {
        return reinterpret_cast<const Entry*>(m_files[static_cast<std::size_t>(level)]->data());
    }

    void put(int level, std::int64_t index, const Entry& entry)
    {
        ScratchFile& file = *m_files[static_cast<std::size_t>(level)];
        file.reserve(static_cast<std::size_t>(index + 1) * sizeof(Entry));
        reinterpret_cast<Entry*>(file.data())[index] = entry;
    }

    std::array<std::unique_ptr<ScratchFile>, kLevels> m_files;
    std::int64_t m_count = 0;
    int m_lowest;
};

} // namespace dass
