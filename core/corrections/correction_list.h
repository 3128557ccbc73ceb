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
    void set(const Correction& correction);                 // in place of the one with its id, if there is one
    void remove(std::uint64_t id);

private:
    std::vector<Correction> m_corrections;
    std::uint64_t m_lastId = 0;
};

} // namespace dass
