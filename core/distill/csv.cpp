#include "core/distill/csv.h"

#include "core/base/text_file.h"

namespace dass::distill {

CsvTable readCsv(const std::filesystem::path& path)
{
    return *readCsv(path, std::stop_token());
}

std::optional<CsvTable> readCsv(const std::filesystem::path& path, const std::stop_token& stop)
{
    const std::optional<std::string> text = readTextFile(path, stop);
    return text ? csvTable(*text, path.string(), stop) : std::nullopt;
}

} // namespace dass::distill
