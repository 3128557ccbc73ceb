#include "core/audio/silence_budget.h"

#include <algorithm>

namespace dass::media {

namespace {

constexpr std::int64_t kBelieved = 86400; // seconds
constexpr std::int64_t kPerSound = 10;

} // namespace

bool SilenceBudget::take(std::int64_t position, std::int64_t silence, int rate)
{
    if (!m_before || silence <= 0)
        return true;
    if (const Counts known = knownBefore(position); known.silence > m_before->silence)
        m_before->silence = known.silence; // not what that pass jumped over: this one has decoded it
    const std::int64_t total = m_before->silence + silence;
    const std::int64_t sound = position - m_before->silence - m_before->passed;
    if (total > kBelieved * rate && total / kPerSound > sound)
        m_refusedFrom = std::min(m_refusedFrom, position);
    if (position >= m_refusedFrom)
        return false;
    m_before->silence = total;
    return true;
}

void SilenceBudget::giveBack(std::int64_t silence)
{
    if (m_before)
        m_before->silence -= silence;
}

void SilenceBudget::leave(std::int64_t position)
{
    const auto isMore = [&] {
        return m_before->silence > m_most.silence || (m_before->silence == m_most.silence && position > m_mostAt);
    };
    if (m_before && isMore()) {
        m_most = *m_before;
        m_mostAt = position;
    }
    m_before.reset();
}

void SilenceBudget::arrive(std::int64_t position)
{
    m_before = knownBefore(position);
    m_before->passed += std::max<std::int64_t>(position - m_mostAt, 0);
}

// At least so much, even if all that lies between were of that kind.
SilenceBudget::Counts SilenceBudget::knownBefore(std::int64_t position) const
{
    const std::int64_t between = std::max<std::int64_t>(m_mostAt - position, 0);
    return {std::max<std::int64_t>(m_most.silence - between, 0), std::max<std::int64_t>(m_most.passed - between, 0)};
}

} // namespace dass::media
