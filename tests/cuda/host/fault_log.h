#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <vector>

namespace dass::cuda::host {

enum class FaultKind { OutOfBounds, Race, NeverWritten, Barrier, Shuffle };

struct Fault
{
    FaultKind kind;
    std::string text; // one line: kernel, array, index, block and threads
};

// What a run did that a GPU would not have forgiven. The first faults are kept, all are counted.
class FaultLog
{
public:
    void add(FaultKind kind, std::string text);
    bool isEmpty() const { return m_count == 0; }
    std::size_t count() const { return m_count; }
    const std::vector<Fault>& kept() const { return m_kept; }
    bool has(FaultKind kind) const;

private:
    static constexpr std::size_t kKept = 12;
    std::vector<Fault> m_kept;
    std::size_t m_count = 0;
};

std::ostream& operator<<(std::ostream& to, const FaultLog& log);

} // namespace dass::cuda::host
