#pragma once

#include <string>
#include <vector>

namespace dass::media {

// What went wrong without ending the job, one line each: no line twice, and no flood from a file that is all damage.
class WarningList
{
public:
    void add(const std::string& line);
    const std::vector<std::string>& lines() const { return m_lines; }

private:
    std::vector<std::string> m_lines;
};

} // namespace dass::media
