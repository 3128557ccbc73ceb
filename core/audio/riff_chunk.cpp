#include "core/audio/riff_chunk.h"

#include <array>
#include <fstream>
#include <span>
#include <system_error>

namespace dass::media {

namespace {

constexpr std::uint64_t kFirstChunk = 12;
constexpr std::uint64_t kHeaderBytes = 8;
constexpr std::uint32_t kInDs64 = 0xFFFFFFFF; // a size that stands in the ds64 chunk
constexpr std::uint64_t kDs64Bytes = 28;      // without its table
constexpr int kMostChunks = 1000;             // real files have a handful

std::uint64_t littleEndian(std::span<const char> bytes)
{
    std::uint64_t value = 0;
    for (std::size_t i = bytes.size(); i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
}

bool readAt(std::ifstream& file, std::uint64_t at, std::span<char> bytes)
{
    file.clear();
    file.seekg(static_cast<std::streamoff>(at));
    return static_cast<bool>(file.read(bytes.data(), static_cast<std::streamsize>(bytes.size())));
}

} // namespace

std::optional<std::string> readRiffChunk(const std::filesystem::path& path, std::string_view name,
                                         std::uint64_t mostBytes)
{
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error))
        return std::nullopt;
    const std::uint64_t fileBytes = std::filesystem::file_size(path, error);
    std::ifstream file(path, std::ios::binary);
    std::array<char, kFirstChunk> head{};
    if (error || !readAt(file, 0, head))
        return std::nullopt;
    const std::string_view kind(head.data(), 4);
    const bool large = kind == "RF64" || kind == "BW64";
    if ((kind != "RIFF" && !large) || std::string_view(head.data() + 8, 4) != "WAVE")
        return std::nullopt;

    std::uint64_t dataBytes = 0; // as ds64 states it
    std::uint64_t at = kFirstChunk;
    for (int chunk = 0; chunk < kMostChunks && at + kHeaderBytes <= fileBytes; ++chunk) {
        std::array<char, kHeaderBytes> header{};
        if (!readAt(file, at, header))
            return std::nullopt;
        const std::string_view id(header.data(), 4);
        std::uint64_t size = littleEndian(std::span(header).subspan(4));
        const std::uint64_t body = at + kHeaderBytes;
        if (large && id == "ds64") {
            std::array<char, kDs64Bytes> sizes{};
            if (size < kDs64Bytes || !readAt(file, body, sizes))
                return std::nullopt;
            dataBytes = littleEndian(std::span(sizes).subspan(8, 8));
        } else if (large && id == "data" && size == kInDs64) {
            size = dataBytes;
        }
        if (size > fileBytes - body) // cut off, or a lie: nothing that follows can be found
            return std::nullopt;
        if (id == name) {
            if (size > mostBytes)
                return std::nullopt;
            std::string bytes(size, '\0');
            return readAt(file, body, bytes) ? std::optional(std::move(bytes)) : std::nullopt;
        }
        at = body + size + (size & 1);
    }
    return std::nullopt;
}

} // namespace dass::media
