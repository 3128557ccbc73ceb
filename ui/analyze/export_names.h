#pragma once

#include <filesystem>
#include <span>
#include <vector>

namespace dass {

// How the files of several recordings are called, as `dass tag` calls those of a folder: in folders that mirror the
// recordings', below the one that all of them lie in.
struct ExportNames
{
    std::filesystem::path common;             // that folder; empty where they share none
    std::vector<std::filesystem::path> stems; // of each recording, relative to the folder for the files

    // Paths as the session has them, absolute and clean.
    static ExportNames of(std::span<const std::filesystem::path> recordings);
};

} // namespace dass
