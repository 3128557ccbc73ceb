#include "core/audio/warning_list.h"

#include <algorithm>

namespace dass::media {

namespace {

constexpr std::size_t kMostLines = 50;

} // namespace

void WarningList::add(const std::string& line)
{
    if (m_lines.size() > kMostLines || std::find(m_lines.begin(), m_lines.end(), line) != m_lines.end())
        return;
    m_lines.push_back(m_lines.size() < kMostLines ? line : "there is more damage, which is not listed");
}

} // namespace dass::media
