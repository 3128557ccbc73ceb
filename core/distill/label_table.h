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
    // AudioSet's class_labels_indices.csv or one like it, its names as they stand there. Throws Error: NotFound, and
    // BadFile also for one without classes.
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

// Asked where a run begins: a model would be trained for hours before anybody sees that two of its classes cannot be
// told apart. A run that goes on, and scores, take the names as they are. `path` is the table's file. Throws
// Error(BadFile) for a class without a name of its own.
void requireTellingNames(const LabelTable& table, const std::filesystem::path& path);

} // namespace dass::distill
