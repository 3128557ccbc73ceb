#pragma once

#include "core/niah/cell.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dass::niah {

// What is known of a cell: the logits of the first needles of a part, or why there are none.
struct CellContents
{
    std::string fingerprint; // of all that determines the logits
    Shard shard;
    std::int64_t needles = 0; // of the whole experiment
    std::int64_t classes = 0;
    std::vector<float> logits; // [rows, classes], row r being needle shard.needle(r)
    double seconds = 0;        // that it took
    std::string note;          // why it cannot be computed; empty = it can

    std::int64_t rows() const { return classes > 0 ? static_cast<std::int64_t>(logits.size()) / classes : 0; }
    bool complete() const { return !note.empty() || rows() == shard.rows(needles); }
};

// "<key>-<hash>.safetensors", without characters that file systems dislike.
std::string cellFileName(const std::string& key);

void writeCell(const std::filesystem::path& file, const CellContents& contents); // atomic; throws Error(Io)

// Nothing for a file that is not there, damaged, or of another fingerprint: it is then made anew.
std::optional<CellContents> readCell(const std::filesystem::path& file, const std::string& fingerprint,
                                     std::int64_t needles, std::int64_t classes);

} // namespace dass::niah
