#include "core/distill/label_table.h"

#include "core/base/error.h"
#include "core/model/labels.h"

#include <utility>

namespace dass::distill {

LabelTable::LabelTable(const std::filesystem::path& path) : LabelTable(readLabels(path), path.string()) {}

LabelTable::LabelTable(std::vector<Label> labels, std::string source)
    : m_source(std::move(source)), m_labels(std::move(labels))
{
    for (std::size_t i = 0; i < m_labels.size(); ++i) {
        const std::string& mid = m_labels[i].mid;
        if (!mid.empty() && !m_indices.emplace(mid, static_cast<std::int64_t>(i)).second)
            throw Error(ErrorCode::BadFile, m_source + ": the mid " + mid + " stands there twice");
    }
}

std::optional<std::int64_t> LabelTable::indexOf(const std::string& mid) const
{
    const auto found = m_indices.find(mid);
    if (found == m_indices.end())
        return std::nullopt;
    return found->second;
}

} // namespace dass::distill
