#include "core/overview/quick_overview.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/regular_file.h"

#include <array>
#include <cstdint>
#include <fstream>
#include <system_error>
#include <vector>

namespace dass {

namespace {

constexpr std::array<char, 8> kMagic{'D', 'A', 'S', 'S', 'V', 'I', 'E', 'W'};
constexpr std::int32_t kVersion = 1;
constexpr std::int64_t kMostColumns = 32768;
constexpr std::int64_t kMostSamples = std::int64_t{7} * 24 * 3600 * 16000; // what a pyramid holds
constexpr std::int64_t kSamplesAFrame = 160;

struct Header
{
    std::array<char, 8> magic = kMagic;
    std::int32_t version = kVersion;
    std::int32_t waveformLevel = 0;
    std::int32_t melLevel = 0;
    std::int32_t bands = MelPyramid::kBands;
    std::int64_t samples = 0;
    std::int64_t frames = 0;
};

template <class Pyramid>
int levelFor(std::int64_t length)
{
    int level = 0;
    while (Pyramid::entriesFor(length, level) > kMostColumns)
        ++level; // a week needs 3
    return level;
}

template <class Entry>
void put(std::ostream& stream, const std::vector<Entry>& entries)
{
    stream.write(reinterpret_cast<const char*>(entries.data()),
                 static_cast<std::streamsize>(entries.size() * sizeof(Entry)));
}

template <class Entry>
std::vector<Entry> take(std::istream& stream, std::int64_t count)
{
    std::vector<Entry> entries(static_cast<std::size_t>(count));
    stream.read(reinterpret_cast<char*>(entries.data()), static_cast<std::streamsize>(entries.size() * sizeof(Entry)));
    return entries;
}

} // namespace

void writeQuickOverview(const std::filesystem::path& file, const WaveformPyramid& waveform, const MelPyramid& mel)
{
    Header header;
    header.samples = waveform.samples();
    header.frames = mel.frames();
    header.waveformLevel = levelFor<WaveformPyramid>(header.samples);
    header.melLevel = levelFor<MelPyramid>(header.frames);
    AtomicFile target(file);
    target.stream().write(reinterpret_cast<const char*>(&header), sizeof header);
    put(target.stream(), waveform.entries(header.waveformLevel));
    put(target.stream(), mel.entries(header.melLevel));
    target.commit();
}

QuickOverview readQuickOverview(const std::filesystem::path& file)
{
    requireRegularFile(file);
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw Error(ErrorCode::Io, "cannot read '" + file.string() + "'");
    Header header;
    stream.read(reinterpret_cast<char*>(&header), sizeof header);
    const bool known = stream && header.magic == kMagic && header.version == kVersion &&
                       header.bands == MelPyramid::kBands && header.samples > 0 && header.samples <= kMostSamples &&
                       header.frames >= 0 && header.frames <= header.samples / kSamplesAFrame &&
                       header.waveformLevel == levelFor<WaveformPyramid>(header.samples) &&
                       header.melLevel == levelFor<MelPyramid>(header.frames);
    const std::int64_t points = known ? WaveformPyramid::entriesFor(header.samples, header.waveformLevel) : 0;
    const std::int64_t columns = known ? MelPyramid::entriesFor(header.frames, header.melLevel) : 0;
    const auto bytes = sizeof header + static_cast<std::size_t>(points) * sizeof(WaveformPyramid::Entry) +
                       static_cast<std::size_t>(columns) * sizeof(MelPyramid::Column);
    std::error_code error;
    if (!known || std::filesystem::file_size(file, error) != bytes || error)
        throw Error(ErrorCode::BadFile, "'" + file.string() +
                                            "' is no picture of a recording that this version wrote; "
                                            "it is made again");
    const auto waveform = take<WaveformPyramid::Entry>(stream, points);
    const auto mel = take<MelPyramid::Column>(stream, columns);
    if (!stream)
        throw Error(ErrorCode::Io, "cannot read '" + file.string() + "'");
    return {std::make_shared<WaveformPyramid>(header.waveformLevel, waveform, header.samples),
            std::make_shared<MelPyramid>(header.melLevel, mel, header.frames)};
}

} // namespace dass
