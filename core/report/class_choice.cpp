#include "core/report/class_choice.h"

#include "core/base/error.h"
#include "core/report/class_list.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <numeric>
#include <optional>
#include <string_view>

namespace dass {

namespace {

constexpr std::size_t kSuggestions = 3;

std::string lowered(std::string_view text)
{
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
    return lower;
}

std::string trimmedName(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\"");
    if (first == std::string_view::npos)
        return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t\"") - first + 1));
}

std::vector<std::string> splitAtCommas(std::string_view list)
{
    std::vector<std::string> pieces;
    for (std::size_t begin = 0; begin <= list.size();) {
        const std::size_t end = std::min(list.find(',', begin), list.size());
        pieces.push_back(trimmedName(list.substr(begin, end - begin)));
        begin = end + 1;
    }
    return pieces;
}

// Pieces that the name with the most commas falls into.
std::size_t longestRun(std::span<const Label> labels)
{
    std::ptrdiff_t commas = 0;
    for (const Label& label : labels)
        commas = std::max(commas, std::ranges::count(label.name, ','));
    return static_cast<std::size_t>(commas) + 1;
}

// Letters to insert, remove or replace to get from one word to the other.
std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row[b.size()];
}

std::vector<std::int64_t> classesOfFile(const std::string& path, std::span<const Label> labels)
{
    const ClassList found = readClassList(path, labels);
    if (!found.unknown.empty())
        throw Error(ErrorCode::InvalidArgument, "'" + path + "': " + unknownClassesText(found, labels));
    if (found.classes.empty())
        throw Error(ErrorCode::InvalidArgument,
                    "'" + path + "' names no class; one display name or machine id a line was wanted");
    return found.classes;
}

} // namespace

std::optional<std::int64_t> classNamed(const std::string& wanted, std::span<const Label> labels)
{
    const std::string name = lowered(wanted);
    for (std::size_t c = 0; c < labels.size(); ++c) {
        if (lowered(labels[c].name) == name || (!labels[c].mid.empty() && labels[c].mid == wanted))
            return static_cast<std::int64_t>(c);
    }
    std::int64_t index = 0;
    const auto [end, error] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), index);
    const bool number = error == std::errc() && end == wanted.data() + wanted.size();
    if (number && index >= 0 && index < static_cast<std::int64_t>(labels.size()))
        return index;
    return std::nullopt;
}

std::string nearestNames(const std::string& wanted, std::span<const Label> labels)
{
    const std::string name = lowered(wanted);
    std::vector<std::pair<std::size_t, std::size_t>> ranked; // distance, class
    for (std::size_t c = 0; c < labels.size(); ++c) {
        const std::string label = lowered(labels[c].name);
        const bool part = name.size() >= 3 && label.find(name) != std::string::npos;
        ranked.emplace_back(part ? 1 : editDistance(name, label), c);
    }
    std::ranges::sort(ranked);
    std::string names;
    for (std::size_t i = 0; i < std::min(kSuggestions, ranked.size()); ++i)
        names += (i == 0 ? "'" : ", '") + labels[ranked[i].second].name + "'";
    return names;
}

std::vector<std::int64_t> chooseClasses(const std::string& list, std::span<const Label> labels)
{
    if (list.starts_with('@'))
        return classesOfFile(list.substr(1), labels);
    const std::vector<std::string> pieces = splitAtCommas(list);
    const std::size_t longest = longestRun(labels);
    std::vector<std::int64_t> classes;
    for (std::size_t i = 0; i < pieces.size();) {
        if (pieces[i].empty()) {
            ++i;
            continue;
        }
        // Names may hold commas ("Male speech, man speaking"): the longest run of pieces that is a name is meant.
        std::optional<std::int64_t> found;
        std::size_t next = std::min(i + longest, pieces.size()) + 1;
        while (!found && --next > i) {
            std::string joined = pieces[i];
            for (std::size_t j = i + 1; j < next; ++j)
                joined += ", " + pieces[j];
            found = classNamed(joined, labels);
        }
        if (!found)
            throw Error(ErrorCode::InvalidArgument, "the model has no class '" + pieces[i] + "'; did you mean " +
                                                        nearestNames(pieces[i], labels) + "?");
        classes.push_back(*found);
        i = next;
    }
    if (classes.empty())
        throw Error(ErrorCode::InvalidArgument, "the list of classes '" + list + "' names none");
    return classes;
}

std::vector<std::int64_t> chooseClasses(const std::string& list, const std::string& excluded,
                                        std::span<const Label> labels)
{
    std::vector<std::int64_t> classes;
    if (!list.empty())
        classes = chooseClasses(list, labels);
    if (excluded.empty())
        return classes;
    if (list.empty()) {
        classes.resize(labels.size());
        std::iota(classes.begin(), classes.end(), std::int64_t{0});
    }
    const std::vector<std::int64_t> without = chooseClasses(excluded, labels);
    std::erase_if(classes, [&](std::int64_t c) { return std::ranges::find(without, c) != without.end(); });
    if (classes.empty())
        throw Error(ErrorCode::InvalidArgument, "every class that is looked for is left out; shorten one of the lists");
    return classes;
}

} // namespace dass
