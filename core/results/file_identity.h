#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace dass {

// What a file is known again by, also after it was copied or moved.
struct FileIdentity
{
    std::uint64_t bytes = 0;
    std::int64_t modified = 0; // nanoseconds since 1970
    std::string sample;        // SHA-256 of eight blocks of 4 KiB spread over the file; empty: not looked at

    bool operator==(const FileIdentity&) const = default;
};

// Size and time of change; nothing unless it is a regular file that can be looked at.
std::optional<FileIdentity> identityOf(const std::filesystem::path& file);
std::string sampleOf(const std::filesystem::path& file); // empty when it cannot be read

// Whether the file is still the one that was identified: same size, and same time of change or same sample. A copy of a
// file has another time, so that alone says nothing. Nothing when it is not there.
std::optional<bool> isSameFile(const FileIdentity& known, const std::filesystem::path& file);

} // namespace dass
