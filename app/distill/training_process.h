#pragma once

#include <QDateTime>

#include <cstdint>
#include <filesystem>
#include <optional>

namespace dass {

// What the system tells of the processes of this computer that train. Numbers of processes are used again, so that a
// number alone says little. Any thread.

// Whether the process of that number is a `dass distill`.
bool isDistilling(std::int64_t pid);

// The same into that folder, as its arguments and its working folder say. Of somebody else's process that cannot be
// told: false.
bool isDistillingInto(std::int64_t pid, const std::filesystem::path& folder);

// Whether a `dass distill` of that number can be the one that owns the folder: it was there already when it wrote
// (valid: a time at which the owner was alive), and, where its arguments can be read, they name no other folder.
bool mayOwn(std::int64_t pid, const std::filesystem::path& folder, const QDateTime& alive);

// What a process takes.
struct ProcessUse
{
    double cpuSeconds = 0; // of all its threads since it began
    std::int64_t memoryBytes = 0;
    bool operator==(const ProcessUse&) const = default;
};
std::optional<ProcessUse> useOf(std::int64_t pid);

} // namespace dass
