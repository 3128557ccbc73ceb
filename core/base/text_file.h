#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace dass {

inline constexpr std::uintmax_t kMostTextBytes = 1'000'000'000; // two million clips' list takes half of it

// Throws Error: NotFound (also for a folder), BadFile for one that is larger, Io.
std::string readTextFile(const std::filesystem::path& path, std::uintmax_t most = kMostTextBytes);

// The same, or nothing once a stop was asked for: a long text may lie far away.
std::optional<std::string> readTextFile(const std::filesystem::path& path, const std::stop_token& stop,
                                        std::uintmax_t most = kMostTextBytes);

// Whether a file or folder is there. Throws Error(Io) where the system does not say: a network's that is away is not
// one that nobody has.
bool isThere(const std::filesystem::path& path);

// Adds bytes at the end of a run's file, all of them or, on a full disk, some. Throws Error(Io).
void appendBytes(const std::filesystem::path& path, std::string_view bytes);

} // namespace dass
