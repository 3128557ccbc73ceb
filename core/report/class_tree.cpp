#include "core/report/class_tree.h"

#include "core/base/error.h"
#include "core/base/regular_file.h"
#include "core/base/resources.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <sstream>
#include <string_view>
#include <tuple>
#include <unordered_map>

namespace dass {

namespace {

constexpr std::uint64_t kMostTreeBytes = 16'000'000; // AudioSet's has 22 thousand

std::vector<std::string> splitAt(std::string_view text, char separator)
{
    std::vector<std::string> pieces;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(separator, begin), text.size());
        if (end > begin)
            pieces.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return pieces;
}

} // namespace

std::vector<TreeEntry> audioSetTree()
{
    const auto path = requireResource("labels/audioset_tree.csv");
    const RegularFile file(path);
    if (file.size() > kMostTreeBytes)
        throw Error(ErrorCode::BadFile, "'" + path.string() + "' has " + std::to_string(file.size()) +
                                            " bytes, at most " + std::to_string(kMostTreeBytes) +
                                            " were wanted; install the program again");
    std::istringstream lines(file.text());
    std::string line;
    std::getline(lines, line); // mid,name,parents,is_label
    std::vector<TreeEntry> tree;
    while (std::getline(lines, line)) {
        if (line.empty() || line == "\r")
            continue;
        // Only the name, in the middle, may hold commas.
        const std::size_t first = line.find(',');
        const std::size_t last = line.rfind(',');
        const std::size_t before = last > first ? line.rfind(',', last - 1) : first;
        if (first == std::string::npos || before == first)
            throw Error(ErrorCode::BadFile, "'" + path.string() + "' has the line '" + line +
                                                "', where mid,name,parents,is_label was wanted; install the program "
                                                "again");
        tree.push_back(
            {line.substr(0, first), splitAt(std::string_view(line).substr(before + 1, last - before - 1), ';')});
    }
    return tree;
}

std::vector<ClassBelow> classesBelow(std::span<const Label> labels, std::span<const TreeEntry> tree)
{
    std::unordered_map<std::string_view, std::int64_t> classOf;
    for (std::size_t i = 0; i < labels.size(); ++i)
        if (!labels[i].mid.empty())
            classOf.emplace(labels[i].mid, static_cast<std::int64_t>(i));
    std::unordered_map<std::string_view, const TreeEntry*> entryOf;
    for (const TreeEntry& entry : tree)
        entryOf.emplace(entry.mid, &entry);

    std::vector<ClassBelow> pairs;
    for (const auto& [mid, below] : classOf) {
        std::set<std::string_view> seen{mid}; // several ways may lead to one ancestor
        std::vector<std::string_view> open{mid};
        while (!open.empty()) {
            const auto found = entryOf.find(open.back());
            open.pop_back();
            if (found == entryOf.end())
                continue;
            for (const std::string& parent : found->second->parents) {
                if (!seen.insert(parent).second)
                    continue;
                open.push_back(parent);
                if (const auto above = classOf.find(parent); above != classOf.end())
                    pairs.push_back({below, above->second});
            }
        }
    }
    std::ranges::sort(pairs, {}, [](const ClassBelow& pair) { return std::tuple(pair.above, pair.below); });
    return pairs;
}

} // namespace dass
