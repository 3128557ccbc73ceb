#include "core/audio/cut_off.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <vector>

namespace dass::media {

namespace {

constexpr int kMostChunks = 1000; // a chunk header is read for each; real files have a handful

std::uint64_t littleEndian(const unsigned char* bytes, int count)
{
    std::uint64_t value = 0;
    for (int i = count - 1; i >= 0; --i)
        value = value << 8 | bytes[i];
    return value;
}

// RIFF chunks have a 4-byte name and a 4-byte size and are padded to 2 bytes; W64's have 16 and 8 bytes, the size
// counts the header, and they are padded to 8. Walks from `at` to the chunk named data.
bool dataChunkReachesBeyond(std::ifstream& file, std::uint64_t fileBytes, std::uint64_t at, bool wide)
{
    const std::uint64_t nameBytes = wide ? 16 : 4;
    const std::uint64_t headerBytes = wide ? 24 : 8;
    const std::uint64_t padding = wide ? 8 : 2;
    for (int chunk = 0; chunk < kMostChunks && at + headerBytes <= fileBytes; ++chunk) {
        unsigned char header[24] = {};
        file.seekg(static_cast<std::streamoff>(at));
        if (!file.read(reinterpret_cast<char*>(header), static_cast<std::streamsize>(headerBytes)))
            return false;
        const std::uint64_t size = littleEndian(header + nameBytes, static_cast<int>(headerBytes - nameBytes));
        const std::uint64_t body = wide ? size - std::min(size, headerBytes) : size;
        if (std::memcmp(header, "data", 4) == 0) {
            const bool unknown = !wide && (size == 0 || size == 0xFFFFFFFF); // streamed, or 64-bit sizes elsewhere
            return !unknown && body > fileBytes - at - headerBytes;
        }
        if (body > fileBytes)
            return false;
        at += (headerBytes + body + padding - 1) / padding * padding;
    }
    return false;
}

std::string signOfCutOgg(std::ifstream& file, std::uint64_t fileBytes)
{
    constexpr std::uint64_t kLargestPage = 27 + 255 + 255 * 255;
    constexpr std::size_t kHeaderBytes = 27;
    constexpr unsigned char kLastPage = 0x04;
    std::vector<unsigned char> tail(static_cast<std::size_t>(std::min(fileBytes, kLargestPage)));
    file.seekg(static_cast<std::streamoff>(fileBytes - tail.size()));
    if (!file.read(reinterpret_cast<char*>(tail.data()), static_cast<std::streamsize>(tail.size())))
        return {};
    constexpr unsigned char kCapture[] = {'O', 'g', 'g', 'S', 0};
    const auto page = std::find_end(tail.begin(), tail.end(), std::begin(kCapture), std::end(kCapture));
    const auto left = static_cast<std::size_t>(tail.end() - page);
    if (page == tail.end())
        return {};
    const std::size_t segments = left >= kHeaderBytes ? page[26] : 0;
    if (left < kHeaderBytes + segments)
        return "the file ends in the middle of a page";
    std::size_t body = 0;
    for (std::size_t i = 0; i < segments; ++i)
        body += page[static_cast<std::ptrdiff_t>(kHeaderBytes + i)];
    if (left < kHeaderBytes + segments + body)
        return "the file ends in the middle of a page";
    return page[5] & kLastPage ? "" : "the file has no end mark and may be cut off";
}

} // namespace

std::string signOfCut(const std::filesystem::path& path, std::string_view container)
{
    std::ifstream file(path, std::ios::binary);
    std::error_code unreadable;
    const std::uint64_t fileBytes = std::filesystem::file_size(path, unreadable);
    if (!file || unreadable)
        return {};
    constexpr std::uint64_t kRiffHeader = 12;
    constexpr std::uint64_t kWideHeader = 40;
    if ((container == "wav" && dataChunkReachesBeyond(file, fileBytes, kRiffHeader, false)) ||
        (container == "w64" && dataChunkReachesBeyond(file, fileBytes, kWideHeader, true)))
        return "the header promises more sound than the file holds";
    if (container == "ogg")
        return signOfCutOgg(file, fileBytes);
    return {};
}

} // namespace dass::media
