#include "core/audio/seek_index.h"

#include <algorithm>

namespace dass::media {

PacketMark PacketMark::of(const AVPacket& packet)
{
    constexpr std::uint64_t kOffset = 0xCBF29CE484222325; // FNV-1a, 64 bits
    constexpr std::uint64_t kPrime = 0x100000001B3;
    std::uint64_t hash = kOffset;
    for (int i = 0; i < packet.size; ++i)
        hash = (hash ^ packet.data[i]) * kPrime;
    return {hash, packet.pos, packet.pts};
}

bool PacketMark::matches(const AVPacket& packet, bool stampsHold) const
{
    if (stampsHold && stamp != AV_NOPTS_VALUE && packet.pts != AV_NOPTS_VALUE && stamp != packet.pts)
        return false;
    return of(packet).fingerprint == fingerprint;
}

void SeekIndex::see(const AVPacket& packet)
{
    if (m_settling == 0)
        return;
    m_last = PacketMark::of(packet);
    m_lastIsUnique = std::find(m_recent.begin(), m_recent.end(), m_last.fingerprint) == m_recent.end();
    m_recent[m_next++ % m_recent.size()] = m_last.fingerprint;
}

void SeekIndex::place(std::int64_t position)
{
    if (m_settling == 0 || !m_lastIsUnique || position <= 0)
        return;
    if (!m_points.empty() && position < m_points.back().position + m_spacing)
        return;
    m_points.push_back({position, m_last});
}

std::optional<SeekIndex::Jump> SeekIndex::before(std::int64_t target) const
{
    const auto lastUpTo = [&](std::int64_t position) {
        return std::upper_bound(m_points.begin(), m_points.end(), position,
                                [](std::int64_t wanted, const Point& point) { return wanted < point.position; });
    };
    const auto to = lastUpTo(target);
    if (to == m_points.begin())
        return std::nullopt;
    const Point& end = *std::prev(to);
    const auto from = lastUpTo(end.position - m_settling);
    if (from == m_points.begin())
        return std::nullopt;
    return Jump{std::prev(from)->mark, end.mark, end.position};
}

} // namespace dass::media
