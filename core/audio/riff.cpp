#include "core/audio/riff.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>

namespace dass::media {

namespace {

constexpr int kMostChunks = 1000; // before the sound; real files have a handful

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

std::uint64_t littleEndian(const unsigned char* bytes, std::uint64_t count)
{
    std::uint64_t value = 0;
    while (count > 0)
        value = value << 8 | bytes[--count];
    return value;
}

} // namespace

std::optional<RiffData> findRiffData(const std::filesystem::path& path, RiffKind kind)
{
    const Layout& layout = kind == RiffKind::W64 ? kW64Layout : kWavLayout;
    std::ifstream file(path, std::ios::binary);
    std::uint64_t at = layout.firstChunk;
    for (int chunk = 0; chunk < kMostChunks; ++chunk) {
        std::array<unsigned char, kW64Layout.headerBytes> header{};
        file.seekg(static_cast<std::streamoff>(at));
        if (!file.read(reinterpret_cast<char*>(header.data()), static_cast<std::streamsize>(layout.headerBytes)))
            return std::nullopt;
        const std::uint64_t size =
            littleEndian(header.data() + layout.nameBytes, layout.headerBytes - layout.nameBytes);
        const std::uint64_t body = size - std::min(size, layout.sizeCounts);
        if (std::memcmp(header.data(), "data", 4) == 0)
            return RiffData{at + layout.nameBytes, at + layout.headerBytes, body};
        constexpr std::uint64_t kLargest = std::uint64_t{1} << 48; // a lie, and adding it up would overflow
        if (body > kLargest)
            return std::nullopt;
        at += (layout.headerBytes + body + layout.padding - 1) / layout.padding * layout.padding;
    }
    return std::nullopt;
}

} // namespace dass::media
