#include "tests/cuda/host/fault_log.h"

#include <algorithm>
#include <ostream>

namespace dass::cuda::host {

void FaultLog::add(FaultKind kind, std::string text)
{
    const bool isNewKind = !has(kind);
    ++m_count;
    if (m_kept.size() < kKept || isNewKind)
        m_kept.push_back({kind, std::move(text)});
}

bool FaultLog::has(FaultKind kind) const
{
    return std::any_of(m_kept.begin(), m_kept.end(), [&](const Fault& fault) { return fault.kind == kind; });
}

std::ostream& operator<<(std::ostream& to, const FaultLog& log)
{
    for (const Fault& fault : log.kept())
        to << fault.text << '\n';
    return to << log.count() << " faults";
}

} // namespace dass::cuda::host
