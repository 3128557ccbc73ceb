#include "core/distill/record_file.h"

#include "core/base/error.h"
#include "core/base/text_file.h"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>

extern "C" {
#include <libavutil/crc.h>
}

namespace dass::distill {

namespace {

namespace fs = std::filesystem;

static_assert(std::endian::native == std::endian::little, "records are written as they lie in memory");

constexpr std::uint32_t kReversedPolynomial = 0x82F63B78; // Castagnoli's, as FFmpeg wants it for the lowest bit first
constexpr std::size_t kHeadBytes = sizeof(std::uint64_t) + sizeof(std::uint32_t);
constexpr std::size_t kTailBytes = sizeof(std::uint32_t);

// Sums of data that itself holds sums would be weak; so they are turned and shifted.
std::uint32_t maskedSum(std::string_view bytes)
{
    constexpr std::uint32_t kShift = 0xA282EAD8;
    return std::rotr(crc32c(bytes), 15) + kShift;
}

template <class T>
void put(std::string& bytes, T value)
{
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <class T>
T take(std::string_view bytes)
{
    T value{};
    std::memcpy(&value, bytes.data(), sizeof value);
    return value;
}

// The record that the bytes begin with, where it is whole and undamaged.
std::optional<std::string_view> firstRecord(std::string_view bytes)
{
    if (bytes.size() < kHeadBytes + kTailBytes)
        return std::nullopt;
    const std::string_view length = bytes.substr(0, sizeof(std::uint64_t));
    const auto size = take<std::uint64_t>(length);
    if (size > bytes.size() - kHeadBytes - kTailBytes ||
        take<std::uint32_t>(bytes.substr(length.size())) != maskedSum(length))
        return std::nullopt;
    const std::string_view record = bytes.substr(kHeadBytes, size);
    if (take<std::uint32_t>(bytes.substr(kHeadBytes + size)) != maskedSum(record))
        return std::nullopt;
    return record;
}

} // namespace

std::uint32_t crc32c(std::string_view bytes)
{
    static const std::array<AVCRC, 1024> table = [] {
        std::array<AVCRC, 1024> made{};
        if (av_crc_init(made.data(), 1, 32, kReversedPolynomial, sizeof made) < 0)
            throw Error(ErrorCode::Internal, "FFmpeg makes no table for CRC-32C");
        return made;
    }();
    constexpr std::uint32_t kAllOnes = 0xFFFFFFFF;
    return av_crc(table.data(), kAllOnes, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()) ^ kAllOnes;
}

void appendRecord(const fs::path& path, std::string_view record)
{
    std::string bytes;
    put(bytes, static_cast<std::uint64_t>(record.size()));
    put(bytes, maskedSum(bytes));
    bytes += record;
    put(bytes, maskedSum(record));
    appendBytes(path, bytes);
}

void keepRecords(const fs::path& path, const std::function<bool(std::string_view record)>& wanted)
{
    const std::string bytes = readTextFile(path);
    std::string_view rest = bytes;
    while (const std::optional<std::string_view> record = firstRecord(rest)) {
        if (!wanted(*record))
            break;
        rest.remove_prefix(kHeadBytes + record->size() + kTailBytes);
    }
    if (rest.empty())
        return;
    std::error_code failure;
    fs::resize_file(path, bytes.size() - rest.size(), failure);
    if (failure)
        throw Error(ErrorCode::Io, path.string() + ": cannot be cut: " + failure.message());
}

} // namespace dass::distill
