#pragma once

#include "core/model/tagging_model.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace dass::distill {

// The classes of a data set, in the order of a model's outputs: AudioSet's class_labels_indices.csv (columns index, mid,
// display_name) or one like it.
class LabelTable
{
public:
    // Throws Error: NotFound, BadFile (missing column, an index out of its place, a mid twice).
    explicit LabelTable(const std::filesystem::path& path);

    std::int64_t classes() const { return static_cast<std::int64_t>(m_labels.size()); }
    const std::vector<Label>& labels() const { return m_labels; }
    const std::filesystem::path& path() const { return m_path; }
    std::optional<std::int64_t> indexOf(const std::string& mid) const;

private:
    std::filesystem::path m_path;
    std::vector<Label> m_labels;
    std::unordered_map<std::string, std::int64_t> m_indices;
};

} // namespace dass::distill
