#pragma once

#include "core/model/tagging_model.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace dass::distill {

// The classes of a data set, in the order of a model's outputs, to be found by machine id.
class LabelTable
{
public:
    // AudioSet's class_labels_indices.csv or one like it. Throws Error: NotFound, BadFile.
    explicit LabelTable(const std::filesystem::path& path);
    // `source` is what messages call the table.
    LabelTable(std::vector<Label> labels, std::string source);

    std::int64_t classes() const { return static_cast<std::int64_t>(m_labels.size()); }
    const std::vector<Label>& labels() const { return m_labels; }
    const std::string& source() const { return m_source; }
    bool hasMids() const { return !m_indices.empty(); } // a model's own classes may have none
    std::optional<std::int64_t> indexOf(const std::string& mid) const;

private:
    std::string m_source;
    std::vector<Label> m_labels;
    std::unordered_map<std::string, std::int64_t> m_indices;
};

} // namespace dass::distill
