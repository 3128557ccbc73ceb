#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace dass::distill {

// Files of records as TensorFlow and TensorBoard read them (TFRecord): each with its length in front and masked CRC-32C
// sums after the length and after the bytes.

// CRC-32C (Castagnoli), not masked.
std::uint32_t crc32c(std::string_view bytes);

// Written in one piece and flushed. Makes the file where there is none. Throws Error(Io).
void appendRecord(const std::filesystem::path& path, std::string_view record);

// Cuts the file before the first record that is not wanted, damaged or not there to its end. Reads no further than
// that. Throws Error(Io).
void keepRecords(const std::filesystem::path& path, const std::function<bool(std::string_view record)>& wanted);

} // namespace dass::distill
