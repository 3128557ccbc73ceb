#include "core/distill/label_table.h"

#include "core/base/error.h"
#include "core/distill/csv.h"

namespace dass::distill {

LabelTable::LabelTable(const std::filesystem::path& path) : m_path(path)
{
    const CsvTable table = readCsv(path);
    const auto index = table.columnOf("index");
    const auto mid = table.columnOf("mid");
    auto name = table.columnOf("display_name");
    if (!name)
        name = table.columnOf("name");
    if (!index || !mid || !name)
        throw Error(ErrorCode::BadFile, path.string() + ": want the columns index, mid and display_name in the header");
    for (const auto& row : table.rows) {
        const auto place = static_cast<std::int64_t>(m_labels.size());
        if (row[*index] != std::to_string(place))
            throw Error(ErrorCode::BadFile, path.string() + ": found index " + row[*index] + " where " +
                                                std::to_string(place) + " should be; want the classes in order from 0");
        if (!m_indices.emplace(row[*mid], place).second)
            throw Error(ErrorCode::BadFile, path.string() + ": the mid " + row[*mid] + " stands there twice");
        m_labels.push_back({row[*mid], row[*name]});
    }
    if (m_labels.empty())
        throw Error(ErrorCode::BadFile, path.string() + ": holds no class");
}

std::optional<std::int64_t> LabelTable::indexOf(const std::string& mid) const
{
    const auto found = m_indices.find(mid);
    if (found == m_indices.end())
        return std::nullopt;
    return found->second;
}

} // namespace dass::distill
