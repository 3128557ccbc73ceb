#pragma once

#include "core/corrections/correction_list.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace dass {

// The recording that corrections belong to, as their file names it.
struct CorrectedRecording
{
    std::string path; // UTF-8
    std::int64_t bytes = 0;
};

// Of one recording that are read. A day's work has some hundreds; each is compared with many others, and with events.
inline constexpr std::size_t kMostCorrections = 20'000;

// Corrections as a JSON list, one a line (docs/formats.md, Corrections); "[]" where there are none.
std::string correctionsText(const CorrectionList& corrections);

// The opposite, from a file that anyone may have touched, which errors name. Throws Error(BadFile).
CorrectionList correctionsFromText(std::string_view text, const std::filesystem::path& file);

// The file appears whole; its folder is there. Throws Error: Io, InvalidArgument for more than kMostCorrections, which
// nobody could read again.
void writeCorrections(const std::filesystem::path& file, const CorrectedRecording& recording,
                      const CorrectionList& corrections);

// Strict, for a file that anyone may have touched: everything is looked at before anything is used. Throws Error:
// NotFound, Io, Unsupported (another version of the format), BadFile.
CorrectionList readCorrections(const std::filesystem::path& file);

} // namespace dass
