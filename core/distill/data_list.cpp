#include "core/distill/data_list.h"

#include "core/base/error.h"
#include "core/base/json_file.h"
#include "core/base/one_line.h"
#include "core/distill/csv.h"

#include <algorithm>
#include <cctype>

namespace dass::distill {

namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

std::string lowerCase(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

// The system cuts a path off at NUL, where another file may lie.
fs::path clipPath(const fs::path& root, const std::string& text, const std::string& where)
{
    if (text.find('\0') != std::string::npos)
        throw Error(ErrorCode::BadFile, where + ": its path holds the character NUL, which no name has; correct it");
    return root / text;
}

std::optional<DataList> readJsonList(const fs::path& path, const LabelTable& table, const fs::path& root,
                                     const std::stop_token& stop)
{
    const std::optional<Json> read = readJsonFile(path, ErrorCode::BadFile, stop);
    if (!read)
        return std::nullopt;
    const Json& document = *read;
    if (!document.is_object() || !document.contains("data") || !document["data"].is_array())
        throw Error(ErrorCode::BadFile, path.string() + R"(: want {"data": [{"wav": …, "labels": …}, …]})");
    DataList list;
    for (const Json& entry : document["data"]) {
        if (stop.stop_requested())
            return std::nullopt;
        const std::string where = path.string() + ", clip " + std::to_string(list.rows);
        if (!entry.is_object() || !entry.contains("wav") || !entry["wav"].is_string())
            throw Error(ErrorCode::BadFile, where + R"(: want an object with the text "wav")");
        if (entry.contains("labels") && !entry["labels"].is_string())
            throw Error(ErrorCode::BadFile, where + R"(: "labels" has to be a text of comma-separated mids)");
        list.clips.push_back({clipPath(root, entry["wav"].get<std::string>(), where),
                              labelIndices(entry.value("labels", std::string()), table, where), list.rows++});
    }
    return list;
}

std::string plain(std::string name)
{
    std::erase_if(name, [](unsigned char c) { return std::isspace(c) != 0; });
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    return name;
}

// A name that only looks like the wanted one would leave every clip without labels, and nobody would be told.
std::optional<std::size_t> columnOf(const CsvTable& csv, const std::string& name, const fs::path& path)
{
    if (const auto found = csv.columnOf(name))
        return found;
    for (const std::string& column : csv.columns)
        if (plain(column) == plain(name))
            throw Error(ErrorCode::BadFile, path.string() + ": has a column named '" + oneLine(column) + "'; want '" +
                                                name + "', in these very letters and without blanks");
    return std::nullopt;
}

std::optional<DataList> readCsvList(const fs::path& path, const LabelTable& table, const fs::path& root,
                                    const DataListOptions& options, const std::stop_token& stop)
{
    const std::optional<CsvTable> read = readCsv(path, stop);
    if (!read)
        return std::nullopt;
    const CsvTable& csv = *read;
    const auto pathColumn = columnOf(csv, "path", path);
    if (!pathColumn)
        throw Error(ErrorCode::BadFile, path.string() + ": has no column named path");
    const auto labelColumn = columnOf(csv, "labels", path);
    const auto splitColumn = options.splitColumn.empty() ? std::nullopt : columnOf(csv, options.splitColumn, path);
    if (!options.splitColumn.empty() && !splitColumn)
        throw Error(ErrorCode::BadFile, path.string() + ": has no column named " + options.splitColumn +
                                            ", from which the split is to be read");
    DataList list;
    for (const auto& row : csv.rows) {
        if (stop.stop_requested())
            return std::nullopt;
        const std::int64_t index = list.rows++;
        if (splitColumn && row[*splitColumn] != options.split)
            continue;
        const std::string where = path.string() + ", clip " + row[*pathColumn];
        list.clips.push_back({clipPath(root, row[*pathColumn], where),
                              labelColumn ? labelIndices(row[*labelColumn], table, where) : std::vector<std::int64_t>{},
                              index});
    }
    return list;
}

} // namespace

std::vector<std::int64_t> labelIndices(const std::string& text, const LabelTable& table, const std::string& where)
{
    std::vector<std::int64_t> indices;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        const std::string mid = text.substr(begin, end - begin);
        begin = end + 1;
        if (mid.empty())
            continue;
        if (!table.hasMids())
            throw Error(ErrorCode::BadFile, where + ": the label " + mid + " cannot be looked up, as " +
                                                table.source() + " has no mids; pass a label file with --labels");
        const auto index = table.indexOf(mid);
        if (!index)
            throw Error(ErrorCode::BadFile,
                        where + ": the label " + mid + " is not in " + table.source() + "; correct one of the two");
        indices.push_back(*index);
    }
    std::sort(indices.begin(), indices.end());
    indices.erase(std::unique(indices.begin(), indices.end()), indices.end());
    return indices;
}

DataList readDataList(const fs::path& path, const LabelTable& table, const DataListOptions& options)
{
    return *readDataList(path, table, options, std::stop_token());
}

std::optional<DataList> readDataList(const fs::path& path, const LabelTable& table, const DataListOptions& options,
                                     const std::stop_token& stop)
{
    const fs::path root = options.root.empty() ? path.parent_path() : options.root;
    const bool isCsv = lowerCase(path.extension().string()) == ".csv";
    if (!isCsv && !options.splitColumn.empty())
        throw Error(ErrorCode::BadFile, path.string() + ": only a CSV list can hold several splits");
    std::optional<DataList> list =
        isCsv ? readCsvList(path, table, root, options, stop) : readJsonList(path, table, root, stop);
    if (list && list->clips.empty())
        throw Error(ErrorCode::BadFile, path.string() + ": holds no clip" +
                                            (options.split.empty() ? "" : " of the split " + options.split));
    return list;
}

std::vector<float> targetsOf(const std::vector<Clip>& clips, std::int64_t classes)
{
    std::vector<float> targets(clips.size() * static_cast<std::size_t>(classes), 0.0F);
    for (std::size_t i = 0; i < clips.size(); ++i) {
        for (std::int64_t label : clips[i].labels)
            targets[i * static_cast<std::size_t>(classes) + static_cast<std::size_t>(label)] = 1.0F;
    }
    return targets;
}

} // namespace dass::distill
