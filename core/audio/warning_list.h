#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace dass::media {

// What went wrong without ending the job, one line each: no line twice, and no flood from a file that is all damage.
class WarningList
{
public:
    void add(const std::string& line);
    // Of the file as a whole: kept however long the list is.
    void addGeneral(const std::string& line);
    const std::vector<std::string>& lines() const { return m_lines; }

private:
    bool has(const std::string& line) const;

    std::size_t m_details = 0; // lines that were not general
    std::vector<std::string> m_lines;
};

} // namespace dass::media
