#include "core/audio/warning_list.h"

#include <algorithm>

namespace dass::media {

namespace {

constexpr std::size_t kMostLines = 50;

} // namespace

void WarningList::add(const std::string& line)
{
    if (m_details > kMostLines || has(line))
        return;
    m_lines.push_back(m_details < kMostLines ? line : "there is more damage, which is not listed");
    ++m_details;
}

void WarningList::addGeneral(const std::string& line)
{
    if (!has(line))
        m_lines.push_back(line);
}

bool WarningList::has(const std::string& line) const
{
    return std::find(m_lines.begin(), m_lines.end(), line) != m_lines.end();
}

} // namespace dass::media
