#include "core/model/labels.h"

#include "core/base/error.h"
#include "core/base/mapped_file.h"
#include "core/base/resources.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <fstream>

namespace dass {

namespace {

constexpr std::uintmax_t kMostBytes = 64'000'000; // AudioSet's has 15 thousand

constexpr std::size_t kAudioSetClasses = 527;

// The fields of one line of RFC 4180 without line breaks inside fields, which label tables do not have.
std::vector<std::string> csvFields(const std::string& line)
{
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"')
            fields.back() += line[++i];
        else if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            fields.emplace_back();
        else if (c != '\r')
            fields.back() += c;
    }
    return fields;
}

[[noreturn]] void fail(const std::filesystem::path& csv, std::size_t line, const std::string& reason)
{
    throw Error(ErrorCode::BadFile, "label table '" + csv.string() + "', line " + std::to_string(line) + ": " + reason);
}

std::size_t columnOf(const std::vector<std::string>& header, std::initializer_list<const char*> names)
{
    for (const char* name : names)
        for (std::size_t i = 0; i < header.size(); ++i)
            if (header[i] == name)
                return i;
    return header.size();
}

} // namespace

std::vector<Label> readLabels(const std::filesystem::path& csv)
{
    requireRegularFile(csv);
    if (const auto bytes = std::filesystem::file_size(csv); bytes > kMostBytes)
        throw Error(ErrorCode::BadFile, csv.string() + ": has " + std::to_string(bytes) + " bytes; want " +
                                            std::to_string(kMostBytes) + " at most, as a table of labels has");
    std::ifstream file(csv);
    std::string line;
    std::getline(file, line);
    if (line.starts_with("\xEF\xBB\xBF")) // a byte order mark
        line.erase(0, 3);
    const std::vector<std::string> header = csvFields(line);
    const std::size_t index = columnOf(header, {"index"});
    const std::size_t mid = columnOf(header, {"mid"});
    const std::size_t name = columnOf(header, {"name", "display_name"});
    if (std::max({index, mid, name}) >= header.size())
        fail(csv, 1, "the columns index, mid and name (or display_name) were wanted");

    std::vector<Label> labels;
    for (std::size_t number = 2; std::getline(file, line); ++number) {
        if (line.empty() || line == "\r")
            continue;
        const std::vector<std::string> fields = csvFields(line);
        if (fields.size() <= std::max({index, mid, name}))
            fail(csv, number, "it has " + std::to_string(fields.size()) + " fields, fewer than the header names");
        std::size_t value = 0;
        const std::string& text = fields[index];
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc() || value != labels.size())
            fail(csv, number, "index '" + text + "' was found, " + std::to_string(labels.size()) + " was wanted");
        labels.push_back({fields[mid], fields[name]});
    }
    return labels;
}

const std::vector<Label>& audioSetLabels()
{
    static const std::vector<Label> labels = readLabels(requireResource("labels/audioset_labels.csv"));
    return labels;
}

std::vector<Label> defaultLabels(std::int64_t classes)
{
    if (classes == static_cast<std::int64_t>(kAudioSetClasses) && audioSetLabels().size() == kAudioSetClasses)
        return audioSetLabels();
    std::vector<Label> labels;
    for (std::int64_t i = 0; i < classes; ++i)
        labels.push_back({"", "class " + std::to_string(i)});
    return labels;
}

} // namespace dass
