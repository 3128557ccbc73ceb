#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <string>

namespace dass {

// What reading one pickle may take in all. A few bytes of a pickle can name something large again and again, so
// neither the time nor the memory that it asks for is bounded by its size.
class PickleBudget
{
public:
    // Looking at so many elements of a container.
    void visit(std::size_t items)
    {
        m_visited += items;
        if (m_visited > kMaxVisited)
            throw Error(ErrorCode::BadFile, "its pickle repeats its contents without end");
    }

    // Memory for values and what refers to them. What is freed again counts, too.
    void keep(std::size_t bytes)
    {
        m_kept += bytes;
        if (m_kept > (kMaxMegabytes << 20))
            throw Error(ErrorCode::BadFile, "its pickle would take more than " + std::to_string(kMaxMegabytes) +
                                                " MB of memory, far more than a model's needs");
    }

private:
    // A checkpoint of 10,000 tensors visits some 100,000 elements and keeps some 60 MB.
    static constexpr std::size_t kMaxVisited = 4'000'000;
    static constexpr std::size_t kMaxMegabytes = 128;

    std::size_t m_visited = 0;
    std::size_t m_kept = 0;
};

} // namespace dass
