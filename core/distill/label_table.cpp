#include "core/distill/label_table.h"

#include "core/base/error.h"
#include "core/model/labels.h"

#include <utility>

namespace dass::distill {

namespace {

std::vector<Label> readClasses(const std::filesystem::path& path)
{
    std::vector<Label> labels = readLabels(path);
    if (labels.empty())
        throw Error(ErrorCode::BadFile,
                    path.string() + ": holds no class; want a line of index, mid and name for each behind the header");
    return labels;
}

} // namespace

LabelTable::LabelTable(const std::filesystem::path& path) : LabelTable(readClasses(path), path.string()) {}

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

void requireTellingNames(const LabelTable& table, const std::filesystem::path& path)
{
    std::unordered_map<std::string, std::size_t> names;
    for (std::size_t i = 0; i < table.labels().size(); ++i) {
        const std::string& name = table.labels()[i].name;
        if (name.find_first_not_of(" \t") == std::string::npos)
            throw Error(ErrorCode::BadFile,
                        path.string() + ": class " + std::to_string(i) + " has no name; give it one");
        const auto [other, isNew] = names.emplace(name, i);
        if (!isNew)
            throw Error(ErrorCode::BadFile, path.string() + ": classes " + std::to_string(other->second) + " and " +
                                                std::to_string(i) + " are both named '" + name +
                                                "'; give each a name of its own");
    }
}

} // namespace dass::distill
