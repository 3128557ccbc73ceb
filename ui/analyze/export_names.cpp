#include "ui/analyze/export_names.h"

#include "core/report/output_names.h"

#include <algorithm>
#include <utility>

namespace dass {

namespace {

namespace fs = std::filesystem;

fs::path sharedBy(const fs::path& a, const fs::path& b)
{
    fs::path shared;
    const auto end = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first;
    for (auto part = a.begin(); part != end; ++part)
        shared /= *part;
    return shared;
}

} // namespace

ExportNames ExportNames::of(std::span<const fs::path> recordings)
{
    ExportNames names;
    if (recordings.empty())
        return names;
    names.common = recordings.front().parent_path();
    for (const fs::path& path : recordings)
        names.common = sharedBy(names.common, path.parent_path());
    std::vector<Recording> placed;
    for (const fs::path& path : recordings) {
        fs::path folder = path.parent_path().lexically_relative(names.common);
        if (folder == ".")
            folder.clear();
        placed.push_back({path, std::move(folder)});
    }
    names.stems = outputStems(placed, {});
    return names;
}

} // namespace dass
