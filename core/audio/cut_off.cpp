#include "core/audio/cut_off.h"

#include "core/audio/riff.h"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <vector>

namespace dass::media {

namespace {

bool endsBeforeItsSound(const std::filesystem::path& path, std::uint64_t fileBytes, RiffKind kind)
{
    const auto data = findRiffChunk(path, kind, "data");
    // A WAV that was streamed states none, or the largest that there is in 32 or 64 bits.
    const bool unknown = !data || (kind == RiffKind::Wav &&
                                   (data->size == 0 || data->size == 0xFFFFFFFF || data->size == ~std::uint64_t{0}));
    return !unknown && data->size > fileBytes - std::min(fileBytes, data->body);
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
    if ((container == "wav" && endsBeforeItsSound(path, fileBytes, RiffKind::Wav)) ||
        (container == "w64" && endsBeforeItsSound(path, fileBytes, RiffKind::W64)))
        return "the header promises more sound than the file holds";
    if (container == "ogg")
        return signOfCutOgg(file, fileBytes);
    return {};
}

} // namespace dass::media
