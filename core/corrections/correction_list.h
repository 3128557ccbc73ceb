#pragma once

#include "core/corrections/correction.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dass {

// The corrections of one recording, in the order in which they were made. A value: a copy stays as it is.
class CorrectionList
{
public:
    bool empty() const { return m_corrections.empty(); }
    std::size_t size() const { return m_corrections.size(); }
    const std::vector<Correction>& all() const { return m_corrections; } // by id

    const Correction* find(std::uint64_t id) const;         // null if there is none
    const Correction* about(const FoundEvent& found) const; // that was made on exactly this tag and span; else null
    std::uint64_t newId() { return ++m_lastId; }            // that no correction of this list ever had
    std::uint64_t nextId() const { return m_lastId + 1; }   // that newId() would give
    void set(const Correction& correction);                 // in place of the one with its id, if there is one
    void remove(std::uint64_t id);

    struct Change
    {
        std::uint64_t id = 0;
        const Correction* wanted = nullptr; // has this id, and lies elsewhere; null: none is to be there
    };
    // As set() and remove() for one after another; many take no longer for each than a few.
    void change(std::vector<Change> changes);

private:
    std::vector<Correction> m_corrections;
    std::uint64_t m_lastId = 0;
};

// Whether both hold the same corrections in the same order, whatever their ids.
bool sayTheSame(const CorrectionList& a, const CorrectionList& b);

} // namespace dass
