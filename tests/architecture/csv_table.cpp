#include "csv_table.h"

#include <fstream>
#include <stdexcept>

namespace dass::architecture {
namespace {

std::vector<std::string> splitLine(const std::string& line)
{
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"') {
            const bool doubled = quoted && i + 1 < line.size() && line[i + 1] == '"';
            if (doubled) {
                fields.back() += line[i++];
            } else {
                quoted = !quoted;
            }
        } else if (line[i] == ',' && !quoted) {
            fields.emplace_back();
        } else {
            fields.back() += line[i];
        }
    }
    return fields;
}

} // namespace

std::vector<std::map<std::string, std::string>> readTable(const std::filesystem::path& path)
{
    std::ifstream stream(path);
    std::string line;
    if (!std::getline(stream, line)) {
        throw std::runtime_error(path.string() + " cannot be read or is empty");
    }
    const std::vector<std::string> header = splitLine(line);
    std::vector<std::map<std::string, std::string>> rows;
    while (std::getline(stream, line)) {
        const std::vector<std::string> fields = splitLine(line);
        if (fields.size() != header.size()) {
            throw std::runtime_error(path.string() + ", row " + std::to_string(rows.size() + 1) + ": " +
                                     std::to_string(fields.size()) + " fields under " + std::to_string(header.size()) +
                                     " columns");
        }
        auto& row = rows.emplace_back();
        for (std::size_t i = 0; i < fields.size(); ++i) {
            row[header[i]] = fields[i];
        }
    }
    return rows;
}

} // namespace dass::architecture
