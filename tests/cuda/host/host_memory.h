#pragma once

// Memory of a run: every element has a shadow that knows who wrote and read it last.

#include "tests/cuda/host/fault_log.h"

#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

namespace dass::cuda::host {

// Who is running now. A launch counts from 1, an epoch is the time between two barriers of a block, a warp's epoch that
// between two barriers of the warp.
struct Place
{
    std::uint32_t launch = 0;
    std::uint32_t epoch = 0;
    std::uint32_t warpEpoch = 0;
    std::int64_t block = 0;
    int thread = 0;
};

class Shadow
{
public:
    enum class Reach { Global, Block };

    Shadow(std::string name, std::int64_t count, Reach reach, bool isWritten);

    // index is the element's in the whole buffer, wanted what the kernel asked for within [begin, end).
    bool isInside(std::int64_t index, std::int64_t begin, std::int64_t end) const;
    void read(std::int64_t index);
    void write(std::int64_t index);

private:
    struct Cell
    {
        Place write;
        Place read;
        bool isWritten = false;
        bool hasManyReaders = false;       // threads of read's warp in read.warpEpoch
        bool hasManyReadingWarps = false;  // of read.block in read.epoch
        bool hasManyReadingBlocks = false; // in read.launch
    };

    bool isStale(const Place& place) const; // of a block before this one
    bool conflicts(const Place& before) const;
    void report(FaultKind kind, std::int64_t index, const std::string& what) const;

    std::string m_name;
    Reach m_reach;
    std::vector<Cell> m_cells;
};

// An element that is written, or read and written, through a pointer.
template <class T>
class HostReference
{
public:
    HostReference(Shadow* shadow, T* at, std::int64_t index) : m_shadow(shadow), m_at(at), m_index(index) {}
    HostReference(const HostReference&) = default;

    operator T() const // as a reference does
    {
        if (m_at == nullptr)
            return T{};
        m_shadow->read(m_index);
        return *m_at;
    }
    const HostReference& operator=(T value) const
    {
        if (m_at != nullptr) {
            m_shadow->write(m_index);
            *m_at = value;
        }
        return *this;
    }
    HostReference& operator=(const HostReference& other)
    {
        *this = static_cast<T>(other);
        return *this;
    }

private:
    Shadow* m_shadow;
    T* m_at; // null out of bounds
    std::int64_t m_index;
};

// p[i] checks bounds, races and that what is read was written.
template <class T>
class HostPointer
{
public:
    using Value = std::remove_const_t<T>;

    HostPointer() = default;
    HostPointer(Shadow* shadow, T* data, std::int64_t begin, std::int64_t end)
        : m_shadow(shadow), m_data(data), m_begin(begin), m_end(end), m_at(begin)
    {
    }
    template <class Other, class = std::enable_if_t<std::is_same_v<const Other, T>>>
    HostPointer(const HostPointer<Other>& other)
        : m_shadow(other.m_shadow), m_data(other.m_data), m_begin(other.m_begin), m_end(other.m_end), m_at(other.m_at)
    {
    }

    auto operator[](std::int64_t index) const
    {
        const std::int64_t at = m_at + index;
        const bool isInside = m_shadow->isInside(at, m_begin, m_end);
        if constexpr (std::is_const_v<T>) {
            if (!isInside)
                return Value{};
            m_shadow->read(at);
            return Value(m_data[at]);
        } else {
            return HostReference<T>(m_shadow, isInside ? m_data + at : nullptr, at);
        }
    }
    HostPointer operator+(std::int64_t count) const
    {
        HostPointer moved = *this;
        moved.m_at += count;
        return moved;
    }
    explicit operator bool() const { return m_shadow != nullptr; }

private:
    template <class Other>
    friend class HostPointer;

    Shadow* m_shadow = nullptr;
    T* m_data = nullptr;
    std::int64_t m_begin = 0; // of what may be touched, in the buffer
    std::int64_t m_end = 0;
    std::int64_t m_at = 0;
};

} // namespace dass::cuda::host
