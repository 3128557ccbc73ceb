#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace dass {

// Room on the disk of a run's folder.
struct RunSpace
{
    std::optional<std::int64_t> free; // bytes, about; none: not known
    std::int64_t needed = 0;          // of a run at work: that it will still write, about; 0: not known, or no such run

    bool isLow() const; // of a run at work
    bool operator==(const RunSpace&) const = default;
};

// What is free; takes a file access, which another computer's folder may make slow. Any thread.
RunSpace spaceOf(const std::filesystem::path& folder);

// What a run writes in so many epochs, the one under way included, by the sizes of what it has written so far: weights
// after each, the final model, and a state beside the one that it replaces. At least what metrics and log may take.
std::int64_t neededBytes(const std::filesystem::path& folder, std::int64_t epochs);

} // namespace dass
