#pragma once

#include "core/results/stored_result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <stop_token>
#include <string>

namespace dass {

// Where the rows of a result lie on disk already.
struct RowsFile
{
    std::filesystem::path path;
    std::string sha256; // of the file
};

// Results that belong to one owner, such as a saved session, in a folder of its own: for each the matrix of
// probabilities (ID.rows, as ProbabilityMatrix writes it) and what it belongs to (ID.json, written last). Unlike a
// ResultStore it holds unfinished results too, has no limit and knows a result by what is in it, so that the same
// result is written once however often its owner is saved.
class ResultFolder
{
public:
    static constexpr std::uint64_t kMostRowsBytes = std::uint64_t{16} << 30; // 10 h every 5 ms; more is not read

    explicit ResultFolder(std::filesystem::path folder); // made when there is something to keep

    struct Kept
    {
        std::string id;
        RowsFile rows;
    };
    // Keeps the rows that there are. known: a file with just these rows, which becomes a second name of it where the
    // file system can do that. Nothing once a stop was asked for. Throws Error(Io).
    std::optional<Kept> keep(const TaggingResult& result, const Provenance& provenance,
                             const std::optional<RowsFile>& known, const std::stop_token& stop = {}) const;

    struct Read
    {
        StoredResult stored;
        RowsFile rows;
    };
    // Every value is looked at, and copied: what happens to the folder later does not matter. Once a stop was asked for
    // what it gives is nothing to use. Throws Error(NotFound, BadFile, Unsupported, Io).
    Read read(const std::string& id, const std::stop_token& stop = {}) const;

    std::filesystem::path pictureOf(const std::string& id) const; // ID.view: a file that its owner may put there
    bool holds(const std::string& id) const;
    void
    keepOnly(const std::set<std::string>& ids) const noexcept; // removes the other results, and the folder if empty

    static bool isId(const std::string& text);

private:
    std::filesystem::path m_folder;
};

} // namespace dass
