#pragma once

#include "app/session/session_document.h"

#include <filesystem>
#include <string>

namespace dass {

// A session's own file, JSON (docs/formats.md, Sessions). Rows and pictures are not in it.

inline constexpr int kSessionVersion = 1;
inline constexpr std::uint64_t kMostSessionBytes = std::uint64_t{32} << 20; // some 50 000 recordings
inline constexpr std::size_t kMostSessionRecordings = 100'000;
inline constexpr std::size_t kMostSessionValues = 3'000'000; // JSON values, so that a small file takes little memory
inline constexpr int kDeepestSession = 16;                   // JSON inside JSON
inline constexpr std::size_t kMostHaystackBytes = std::size_t{16} << 20; // of the builder of the Haystack workspace

// folder: that the session lies in; recordings are named by their way from there, too.
std::string sessionText(const SessionDocument& document, const std::filesystem::path& folder);

// Paths of recordings are what is there: the one below the session's folder, else the absolute one; `file` says whether
// it is still the one that was saved. For a file that anyone may have written: everything is looked at before anything
// is used. Throws Error: NotFound, Io, Unsupported (of a newer version), BadFile.
SessionDocument readSessionFile(const std::filesystem::path& file);

bool isSessionFile(const QString& path); // by its name
inline constexpr const char* kSessionSuffix = ".dass-session";

} // namespace dass
