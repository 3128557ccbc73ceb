#include "core/distill/csv.h"

#include "core/base/error.h"
#include "core/distill/text_file.h"

#include <algorithm>
#include <utility>

namespace dass::distill {

namespace {

// Splits the text into records; `line` of a record is where it starts, for messages.
struct Record
{
    std::vector<std::string> fields;
    std::size_t line = 0;
};

std::vector<Record> recordsOf(const std::string& text, const std::filesystem::path& path)
{
    std::vector<Record> records;
    Record record{{}, 1};
    std::string field;
    std::size_t line = 1;
    bool quoted = false;
    const auto endField = [&] { record.fields.push_back(std::exchange(field, {})); };
    const auto endRecord = [&] {
        endField();
        if (record.fields.size() > 1 || !record.fields.front().empty())
            records.push_back(std::move(record));
        record = Record{{}, line};
    };
    const bool hasByteOrderMark = text.starts_with("\xEF\xBB\xBF");
    for (std::size_t i = hasByteOrderMark ? 3 : 0; i < text.size(); ++i) {
        const char c = text[i];
        line += c == '\n';
        if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"')
            field += text[++i];
        else if (c == '"' && (quoted || field.empty()))
            quoted = !quoted;
        else if (quoted)
            field += c;
        else if (c == ',')
            endField();
        else if (c == '\n')
            endRecord();
        else if (c != '\r')
            field += c;
    }
    if (quoted)
        throw Error(ErrorCode::BadFile, path.string() + ": a quoted field that starts in line " +
                                            std::to_string(record.line) + " has no end");
    if (!field.empty() || !record.fields.empty())
        endRecord();
    return records;
}

} // namespace

std::optional<std::size_t> CsvTable::columnOf(const std::string& name) const
{
    const auto found = std::find(columns.begin(), columns.end(), name);
    if (found == columns.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - columns.begin());
}

CsvTable readCsv(const std::filesystem::path& path)
{
    std::vector<Record> records = recordsOf(readTextFile(path), path);
    if (records.empty())
        throw Error(ErrorCode::BadFile, path.string() + ": is empty; want a header line with the names of the columns");
    CsvTable table;
    table.columns = std::move(records.front().fields);
    table.rows.reserve(records.size() - 1);
    for (std::size_t i = 1; i < records.size(); ++i) {
        if (records[i].fields.size() != table.columns.size())
            throw Error(ErrorCode::BadFile, path.string() + ": line " + std::to_string(records[i].line) + " has " +
                                                std::to_string(records[i].fields.size()) + " fields; the header has " +
                                                std::to_string(table.columns.size()));
        table.rows.push_back(std::move(records[i].fields));
    }
    return table;
}

} // namespace dass::distill
