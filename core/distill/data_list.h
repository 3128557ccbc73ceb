#pragma once

#include "core/distill/label_table.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace dass::distill {

struct Clip
{
    std::filesystem::path path;
    std::vector<std::int64_t> labels; // class indices, ascending, each once
    std::int64_t row = 0;             // of the list as it lies in the file: a stored teacher's row
};

struct DataListOptions
{
    std::filesystem::path root; // what relative paths of the list start from; empty = the list's folder
    std::string splitColumn;    // of a CSV list: only rows that hold `split` in this column; empty = all rows
    std::string split;
};

struct DataList
{
    std::vector<Clip> clips;
    std::int64_t rows = 0; // of the file, before a split is chosen
};

// AST's JSON {"data": [{"wav": path, "labels": "/m/…,/m/…"}, …]}, or CSV with a column path and, optionally, labels
// (quoted, comma-separated). Throws Error: NotFound, BadFile (a label that is not in the table, an empty list), naming
// the clip. The sound files themselves are not looked at.
DataList readDataList(const std::filesystem::path& path, const LabelTable& table, const DataListOptions& options = {});

// The same, or nothing once a stop was asked for: a list may have millions of rows.
std::optional<DataList> readDataList(const std::filesystem::path& path, const LabelTable& table,
                                     const DataListOptions& options, const std::stop_token& stop);

// The classes of comma-separated mids, ascending, each once. Throws Error(BadFile), with `where` in front.
std::vector<std::int64_t> labelIndices(const std::string& mids, const LabelTable& table, const std::string& where);

// One row a clip, 1 where it has the label. [clips, classes]
std::vector<float> targetsOf(const std::vector<Clip>& clips, std::int64_t classes);

} // namespace dass::distill
