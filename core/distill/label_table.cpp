#include "core/distill/label_table.h"

#include "core/base/error.h"
#include "core/model/labels.h"

#include <utility>

namespace dass::distill {

LabelTable::LabelTable(const std::filesystem::path& path) : LabelTable(readLabels(path), path.string()) {}

LabelTable::LabelTable(std::vector<Label> labels, std::string source)
    : m_source(std::move(source)), m_labels(std::move(labels))
{
    for (const Label& label : m_labels) {
        if (!m_indices.emplace(label.mid, static_cast<std::int64_t>(m_indices.size())).second)
            throw Error(ErrorCode::BadFile, m_source + ": the mid " + label.mid + " stands there twice");
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
