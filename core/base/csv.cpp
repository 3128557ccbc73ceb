#include "core/base/csv.h"

#include "core/base/error.h"

#include <algorithm>
#include <utility>

namespace dass {

std::vector<CsvRecord> csvRecords(std::string_view text, const std::string& name, std::size_t most,
                                  const std::stop_token& stop)
{
    constexpr std::size_t kBetweenLooks = std::size_t{1} << 16; // characters
    std::vector<CsvRecord> records;
    CsvRecord record{{}, 1};
    std::string field;
    std::size_t line = 1;
    bool quoted = false;
    std::size_t fields = 0;
    const auto endField = [&] {
        if (++fields > most)
            throw Error(ErrorCode::BadFile, name + ": holds more than " + std::to_string(most) + " fields; split it");
        record.fields.push_back(std::exchange(field, {}));
    };
    const auto endRecord = [&] {
        endField();
        if (record.fields.size() > 1 || !record.fields.front().empty())
            records.push_back(std::move(record));
        record = CsvRecord{{}, line};
    };
    const bool hasByteOrderMark = text.starts_with("\xEF\xBB\xBF");
    for (std::size_t i = hasByteOrderMark ? 3 : 0; i < text.size(); ++i) {
        if (i % kBetweenLooks == 0 && stop.stop_requested())
            return records;
        const char c = text[i];
        const bool isPair = c == '\r' && i + 1 < text.size() && text[i + 1] == '\n'; // of which the second counts
        const bool endsLine = c == '\n' || (c == '\r' && !isPair);
        line += endsLine;
        if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"')
            field += text[++i];
        else if (c == '"' && (quoted || field.empty()))
            quoted = !quoted;
        else if (quoted)
            field += c;
        else if (c == ',')
            endField();
        else if (endsLine)
            endRecord();
        else if (!isPair)
            field += c;
    }
    if (quoted)
        throw Error(ErrorCode::BadFile,
                    name + ": a quoted field that starts in line " + std::to_string(record.line) + " has no end");
    if (!field.empty() || !record.fields.empty())
        endRecord();
    return records;
}

std::optional<std::size_t> CsvTable::columnOf(const std::string& column) const
{
    const auto found = std::find(columns.begin(), columns.end(), column);
    if (found == columns.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - columns.begin());
}

CsvTable csvTable(std::string_view text, const std::string& name)
{
    return *csvTable(text, name, std::stop_token());
}

std::optional<CsvTable> csvTable(std::string_view text, const std::string& name, const std::stop_token& stop)
{
    std::vector<CsvRecord> records = csvRecords(text, name, kMostCsvFields, stop);
    if (stop.stop_requested())
        return std::nullopt;
    if (records.empty())
        throw Error(ErrorCode::BadFile, name + ": is empty; want a header line with the names of the columns");
    CsvTable table;
    table.columns = std::move(records.front().fields);
    table.rows.reserve(records.size() - 1);
    for (std::size_t i = 1; i < records.size(); ++i) {
        if (records[i].fields.size() != table.columns.size())
            throw Error(ErrorCode::BadFile, name + ": line " + std::to_string(records[i].line) + " has " +
                                                std::to_string(records[i].fields.size()) + " fields; the header has " +
                                                std::to_string(table.columns.size()));
        table.rows.push_back(std::move(records[i].fields));
    }
    return table;
}

std::string csvField(std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos)
        return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"')
            quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

} // namespace dass
