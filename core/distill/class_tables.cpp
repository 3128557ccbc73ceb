#include "core/distill/class_tables.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/distill/csv.h"
#include "core/distill/run_files.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <string>
#include <utility>

namespace dass::distill {

namespace {

constexpr int kDecimals = 4;

std::string numberOrEmpty(double value)
{
    if (!std::isfinite(value))
        return {};
    std::array<char, 64> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, kDecimals);
    return {text.data(), end.ptr};
}

// By class; empty where the folder has no table of these classes.
std::vector<std::string> firstPrecisions(const std::filesystem::path& file, std::size_t classes)
{
    std::error_code ignored; // what cannot be looked at is not there
    if (!std::filesystem::exists(file, ignored))
        return {};
    try {
        const CsvTable kept = readCsv(file);
        const auto column = kept.columnOf("first_average_precision");
        if (!column || kept.rows.size() != classes)
            return {};
        std::vector<std::string> values;
        for (const auto& row : kept.rows)
            values.push_back(row[*column]);
        return values;
    } catch (const Error&) {
        return {}; // a damaged table says nothing
    }
}

} // namespace

std::vector<ClassConfusion> confusionsOf(std::span<const float> predictions, std::span<const float> targets,
                                         std::int64_t classes)
{
    const auto width = static_cast<std::size_t>(classes);
    const std::size_t clips = width == 0 ? 0 : targets.size() / width;
    std::vector<bool> named(width);
    for (std::size_t i = 0; i < clips * width; ++i)
        if (targets[i] > 0)
            named[i % width] = true;
    std::map<std::pair<std::size_t, std::size_t>, std::int64_t> counts;
    for (std::size_t clip = 0; clip < clips; ++clip) {
        const auto labels = targets.subspan(clip * width, width);
        if (std::ranges::count_if(labels, [](float target) { return target > 0; }) != 1)
            continue;
        std::optional<std::size_t> highest;
        for (std::size_t c = 0; c < width; ++c)
            if (named[c] && (!highest || predictions[clip * width + c] > predictions[clip * width + *highest]))
                highest = c;
        if (highest && labels[*highest] <= 0)
            ++counts[{static_cast<std::size_t>(std::ranges::max_element(labels) - labels.begin()), *highest}];
    }
    std::vector<ClassConfusion> confusions;
    for (const auto& [pair, count] : counts)
        confusions.push_back({static_cast<std::int64_t>(pair.first), static_cast<std::int64_t>(pair.second), count});
    std::ranges::stable_sort(confusions, std::ranges::greater(), &ClassConfusion::clips);
    return confusions;
}

void writeClassTables(const std::filesystem::path& folder, const LabelTable& table, const TaggingScores& scores,
                      const std::optional<TaggingScores>& teacher, const std::vector<ClassConfusion>& confusions)
{
    const std::vector<Label>& labels = table.labels();
    const std::vector<std::string> first = firstPrecisions(folder / kClassesName, labels.size());
    std::string text = "index,mid,label,positives,average_precision,roc_auc,first_average_precision,"
                       "teacher_average_precision\r\n";
    for (std::size_t c = 0; c < labels.size(); ++c) {
        const std::string precision = numberOrEmpty(scores.averagePrecision.at(c));
        text += std::to_string(c) + ',' + csvField(labels[c].mid) + ',' + csvField(labels[c].name) + ',' +
                std::to_string(scores.positives.at(c)) + ',' + precision + ',' + numberOrEmpty(scores.rocAuc.at(c)) +
                ',' + (first.empty() ? precision : csvField(first[c])) + ',' +
                (teacher ? numberOrEmpty(teacher->averagePrecision.at(c)) : std::string()) + "\r\n";
    }
    writeFileAtomically(folder / kClassesName, text);
    std::string pairs = "label,taken_for,clips\r\n";
    for (const ClassConfusion& confusion : confusions)
        pairs += csvField(labels[static_cast<std::size_t>(confusion.label)].name) + ',' +
                 csvField(labels[static_cast<std::size_t>(confusion.takenFor)].name) + ',' +
                 std::to_string(confusion.clips) + "\r\n";
    writeFileAtomically(folder / kConfusionsName, pairs);
}

} // namespace dass::distill
