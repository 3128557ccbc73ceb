#include "core/distill/csv.h"

#include "core/base/text_file.h"

namespace dass::distill {

CsvTable readCsv(const std::filesystem::path& path)
{
    return csvTable(readTextFile(path), path.string());
}

} // namespace dass::distill
