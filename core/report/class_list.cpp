#include "core/report/class_list.h"

#include "core/base/error.h"
#include "core/base/regular_file.h"
#include "core/base/utf8.h"
#include "core/report/class_choice.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <unordered_map>

namespace dass {

namespace {

constexpr std::size_t kMostBytes = std::size_t{1} << 20;
constexpr std::size_t kNamed = 5;          // of the unknown ones
constexpr std::size_t kLongestNamed = 100; // bytes
constexpr std::size_t kLongestIndex = 6;   // digits
constexpr std::string_view kBlank = " \t\r\"";

std::string_view withoutComment(std::string_view line)
{
    for (std::size_t at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
        if (at == 0 || line[at - 1] == ' ' || line[at - 1] == '\t')
            return line.substr(0, at);
    }
    return line;
}

std::string_view trimmedLine(std::string_view text)
{
    const auto first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

// Finds what classNamed() finds, in a moment also for a file of a hundred thousand lines.
class NameIndex
{
public:
    explicit NameIndex(std::span<const Label> labels) : m_labels(labels)
    {
        for (std::size_t c = 0; c < labels.size(); ++c) {
            m_classes.emplace(lowered(labels[c].name), static_cast<std::int64_t>(c));
            if (!labels[c].mid.empty())
                m_mids.emplace(labels[c].mid, static_cast<std::int64_t>(c));
        }
    }

    std::optional<std::int64_t> find(const std::string& name) const
    {
        if (const auto found = m_classes.find(lowered(name)); found != m_classes.end())
            return found->second;
        if (const auto found = m_mids.find(name); found != m_mids.end())
            return found->second;
        const bool digits = std::ranges::all_of(name, [](unsigned char c) { return std::isdigit(c) != 0; });
        if (!digits || name.size() > kLongestIndex)
            return std::nullopt;
        const std::int64_t number = std::stoll(name);
        return number < static_cast<std::int64_t>(m_labels.size()) ? std::optional(number) : std::nullopt;
    }

private:
    static std::string lowered(std::string text)
    {
        std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
        return text;
    }

    std::span<const Label> m_labels;
    std::unordered_map<std::string, std::int64_t> m_classes;
    std::unordered_map<std::string, std::int64_t> m_mids;
};

} // namespace

ClassList parseClassList(std::string_view text, std::span<const Label> labels)
{
    if (text.starts_with("\xEF\xBB\xBF")) // a byte order mark
        text.remove_prefix(3);
    const NameIndex index(labels);
    ClassList list;
    std::vector<bool> taken(labels.size(), false);
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string name(trimmedLine(withoutComment(text.substr(begin, end - begin))));
        begin = end + 1;
        if (name.empty())
            continue;
        const auto found = index.find(name);
        if (!found)
            list.unknown.push_back(name);
        else if (!taken[static_cast<std::size_t>(*found)])
            list.classes.push_back(*found);
        if (found)
            taken[static_cast<std::size_t>(*found)] = true;
    }
    return list;
}

ClassList readClassList(const std::filesystem::path& file, std::span<const Label> labels)
{
    const RegularFile list(file);
    const bool isLarge = list.size() > kMostBytes;
    const std::string text = isLarge ? std::string() : list.text();
    if (isLarge || text.find('\0') != std::string::npos)
        throw Error(ErrorCode::BadFile, "'" + file.string() +
                                            "' is no list of classes; a text of at most 1 MiB was wanted, with one "
                                            "display name or machine id a line");
    return parseClassList(text, labels);
}

std::string classListText(const std::string& title, std::span<const std::int64_t> classes,
                          std::span<const Label> labels)
{
    std::string text = "# " + title + "\n";
    for (const std::int64_t c : classes) {
        const Label& label = labels[static_cast<std::size_t>(c)];
        const bool itself =
            classNamed(label.name, labels) == c && trimmedLine(withoutComment(label.name)) == label.name;
        text += (itself ? label.name : !label.mid.empty() ? label.mid : std::to_string(c)) + "\n";
    }
    return text;
}

std::string unknownClassesText(const ClassList& list, std::span<const Label> labels)
{
    std::string text = "the model has no class ";
    for (std::size_t i = 0; i < std::min(kNamed, list.unknown.size()); ++i)
        text += (i == 0 ? "'" : ", '") + validUtf8(list.unknown[i].substr(0, kLongestNamed)) + "'";
    if (list.unknown.size() > kNamed)
        text += " and " + std::to_string(list.unknown.size() - kNamed) + " more";
    return text + "; did you mean " + nearestNames(list.unknown.front().substr(0, kLongestNamed), labels) +
           (list.unknown.size() == 1 ? "?" : " by the first?");
}

} // namespace dass
