#include "core/audio/riff.h"

#include <array>
#include <fstream>
#include <span>
#include <system_error>

namespace dass::media {

namespace {

constexpr int kMostChunks = 1000;             // real files have a handful
constexpr std::uint64_t kInDs64 = 0xFFFFFFFF; // a size that stands in the ds64 chunk
constexpr std::uint64_t kDs64Bytes = 28;      // without its table

// RIFF chunks have a 4-byte name and a 4-byte size and are padded to 2 bytes; W64's have 16 and 8 bytes, their size
// counts the header, and they are padded to 8.
struct Layout
{
    std::uint64_t firstChunk;
    std::uint64_t nameBytes;
    std::uint64_t headerBytes;
    std::uint64_t padding;
    std::uint64_t sizeCounts; // bytes of the header that the size includes
};

constexpr Layout kWavLayout{12, 4, 8, 2, 0};
constexpr Layout kW64Layout{40, 16, 24, 8, 24};

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

std::optional<RiffChunk> findRiffChunk(const std::filesystem::path& path, RiffKind kind, std::string_view name)
{
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error))
        return std::nullopt;
    const std::uint64_t fileBytes = std::filesystem::file_size(path, error);
    std::ifstream file(path, std::ios::binary);
    std::array<char, kWavLayout.firstChunk> head{};
    if (error || !readAt(file, 0, head))
        return std::nullopt;
    const std::string_view form(head.data(), 4);
    const bool large = form == "RF64" || form == "BW64";
    if (kind == RiffKind::Wav && ((form != "RIFF" && !large) || std::string_view(head.data() + 8, 4) != "WAVE"))
        return std::nullopt;

    const Layout& layout = kind == RiffKind::W64 ? kW64Layout : kWavLayout;
    std::uint64_t dataBytes = 0; // as ds64 states it
    std::uint64_t at = layout.firstChunk;
    for (int i = 0; i < kMostChunks && at + layout.headerBytes <= fileBytes; ++i) {
        std::array<char, kW64Layout.headerBytes> bytes{};
        const std::span<char> header = std::span(bytes).first(layout.headerBytes);
        if (!readAt(file, at, header))
            return std::nullopt;
        const std::string_view id(header.data(), 4);
        const std::uint64_t stated = littleEndian(header.subspan(layout.nameBytes));
        RiffChunk chunk{at + layout.nameBytes, at + layout.headerBytes,
                        stated < layout.sizeCounts ? 0 : stated - layout.sizeCounts};
        if (kind == RiffKind::Wav && large && id == "ds64") {
            std::array<char, kDs64Bytes> sizes{};
            if (chunk.size < kDs64Bytes || !readAt(file, chunk.body, sizes))
                return std::nullopt;
            dataBytes = littleEndian(std::span(sizes).subspan(8, 8));
        } else if (kind == RiffKind::Wav && large && id == "data" && chunk.size == kInDs64) {
            chunk.size = dataBytes;
        }
        if (id == name)
            return chunk;
        if (chunk.size > fileBytes - chunk.body) // cut off, or a lie: nothing that follows can be found
            return std::nullopt;
        at = (chunk.body + chunk.size + layout.padding - 1) / layout.padding * layout.padding;
    }
    return std::nullopt;
}

std::optional<std::string> readRiffChunk(const std::filesystem::path& path, std::string_view name,
                                         std::uint64_t mostBytes)
{
    const std::optional<RiffChunk> chunk = findRiffChunk(path, RiffKind::Wav, name);
    if (!chunk || chunk->size > mostBytes)
        return std::nullopt;
    std::ifstream file(path, std::ios::binary);
    std::string bytes(chunk->size, '\0');
    return readAt(file, chunk->body, bytes) ? std::optional(std::move(bytes)) : std::nullopt;
}

} // namespace dass::media
