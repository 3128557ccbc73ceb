#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string_view>

namespace dass {

enum class StartSource { Guano, Comment, CreationTime, FileName, Typed };

// When a recording began, by the clock of its place.
struct RecordingStart
{
    std::chrono::local_time<std::chrono::milliseconds> time;
    std::optional<std::chrono::minutes> utcOffset; // where it is stated
    StartSource source = StartSource::Typed;

    bool operator==(const RecordingStart&) const = default;
};

// All of these are strict: what is no date or time of day (1900 to 2199; leap seconds are none), or has an offset from
// UTC that no place has, gives nothing. Any bytes may be given.

// "2024-05-31T04:30:00", with a blank for the T, a fraction of a second, and an offset as of parseUtcOffset behind it.
std::optional<RecordingStart> startFromIso(std::string_view text);
// "Z", "UTC", "+02:00", "+0200", "+2", "UTC+2", "UTC-3:30".
std::optional<std::chrono::minutes> parseUtcOffset(std::string_view text);
// The text of a GUANO chunk: field Timestamp.
std::optional<RecordingStart> startFromGuano(std::string_view text);
// "Recorded at 19:17:30 10/04/2021 (UTC+2) by AudioMoth …" (day/month/year).
std::optional<RecordingStart> startFromComment(std::string_view text);
// A file's name that holds 20240531_043000, 20240531T043000+0200, 2024-05-31_04-30-00 or the like, with anything but
// digits before and behind.
std::optional<RecordingStart> startFromFileName(std::string_view name);

// The first of these that the file has: GUANO chunk, comment as AudioMoth writes it, the container's creation time,
// name. Nothing when it has none, or a stop was asked for. Never throws for what is in the file.
std::optional<RecordingStart> findRecordingStart(const std::filesystem::path& file, const std::stop_token& stop = {});

} // namespace dass
