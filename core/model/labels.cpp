#include "core/model/labels.h"

#include "core/base/csv.h"
#include "core/base/error.h"
#include "core/base/regular_file.h"
#include "core/base/resources.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <set>

namespace dass {

namespace {

constexpr std::uint64_t kMostBytes = 64'000'000; // AudioSet's has 15 thousand

constexpr std::size_t kAudioSetClasses = 527;

std::string contentsOf(const std::filesystem::path& csv)
{
    const RegularFile file(csv);
    if (file.size() > kMostBytes)
        throw Error(ErrorCode::BadFile, csv.string() + ": has " + std::to_string(file.size()) + " bytes; want " +
                                            std::to_string(kMostBytes) + " at most, as a table of labels has");
    return file.text();
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
    const std::vector<CsvRecord> records = csvRecords(contentsOf(csv), "label table '" + csv.string() + "'");
    const std::vector<std::string> header = records.empty() ? std::vector<std::string>() : records.front().fields;
    const std::size_t index = columnOf(header, {"index"});
    const std::size_t mid = columnOf(header, {"mid"});
    const std::size_t name = columnOf(header, {"name", "display_name"});
    if (std::max({index, mid, name}) >= header.size())
        fail(csv, 1, "the columns index, mid and name (or display_name) were wanted");

    std::vector<Label> labels;
    for (std::size_t i = 1; i < records.size(); ++i) {
        const auto& [fields, number] = records[i];
        if (fields.size() <= std::max({index, mid, name}))
            fail(csv, number, "it has " + std::to_string(fields.size()) + " fields, fewer than the header names");
        if ((fields[mid] + fields[name]).find_first_of("\r\n") != std::string::npos)
            fail(csv, number, "a mid and a name are one line each");
        std::size_t value = 0;
        const std::string& text = fields[index];
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc() || end != text.data() + text.size() || value != labels.size())
            fail(csv, number, "index '" + text + "' was found, " + std::to_string(labels.size()) + " was wanted");
        labels.push_back({fields[mid], fields[name]});
    }
    return labels;
}

void tellApart(std::vector<Label>& labels)
{
    std::set<std::string> taken;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const std::string number = "class " + std::to_string(i);
        std::string& name = labels[i].name;
        if (name.find_first_not_of(" \t") == std::string::npos)
            name = number;
        while (!taken.insert(name).second)
            name += " (" + number + ")";
    }
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
