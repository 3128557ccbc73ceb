#pragma once

#include "core/results/result_folder.h"
#include "core/results/stored_result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>

namespace dass {

// Finished results in a folder of their own, so that a recording need not be tagged again: the matrix of probabilities
// (ID.DIGEST.rows, written first, named by what is in it) and what it belongs to (ID.json, whose appearance makes the
// result count). The folder's size is bounded; the oldest results go first, and a result that is open stays readable.
// Several processes may use one folder. What cannot be used is never an obstacle: it is removed, and the error says so.
class ResultStore
{
public:
    ResultStore(std::filesystem::path folder, std::uint64_t limitBytes); // a limit of 0 keeps nothing

    // Keeps a complete result under what its run was; an older one of the same file, model and settings is replaced.
    // False when it alone is beyond the limit, or a stop was asked for. Throws Error(Io).
    bool keep(const TaggingResult& result, const Provenance& provenance, const std::stop_token& stop = {}) const;

    // The result that the run described by `wanted` (describeInput, model, settings) would make; nothing when there is
    // none, it belongs to another state of the file, model or settings, or a stop was asked for. Every value is looked
    // at. Throws Error(BadFile, NotFound) for one that is damaged or lacks its rows, after removing it, and Error(Io)
    // where the system refuses to read it, which leaves it there.
    std::optional<StoredResult> find(const Provenance& wanted, const std::stop_token& stop = {}) const;

    // The file of rows of a kept result of this very run, for a second name of it; nothing when there is none.
    std::optional<RowsFile> rowsOf(const Provenance& run) const;

    // Removes the oldest results until the folder holds at most the limit. For what another limit kept.
    void shrink() const;

    struct Use
    {
        std::uint64_t bytes = 0;
        int results = 0;
    };
    Use use() const;
    void clear() const; // removes every result

private:
    std::filesystem::path m_folder;
    std::uint64_t m_limit;
};

} // namespace dass
