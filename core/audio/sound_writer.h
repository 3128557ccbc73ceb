#pragma once

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace dass {

enum class SoundFormat { Wav, Flac };

std::string nameOf(SoundFormat format);                   // "wav", "flac"; endings of files, too
SoundFormat soundFormatFromName(const std::string& name); // throws Error(InvalidArgument)

struct SoundLayout
{
    SoundFormat format = SoundFormat::Flac;
    int sampleRate = 0; // Hz
    int channels = 1;
    // Of the whole numbers that the samples were; none for floating-point numbers. WAV stores 16 or 24 bits, or floats
    // where there were more, or none; FLAC 16 or 24, into which anything else is rounded.
    std::optional<int> sampleBits = {};
    std::int64_t samples = 0; // expected; a WAV that would pass 4 GB becomes an RF64
    std::string title = {};   // for the file's own tags, UTF-8; empty: none
    std::string comment = {};
};

// Encodes samples as a sound file into a stream that can be written at any place. Samples that were whole numbers of up
// to 24 bits come out of the file as they were. Not thread-safe.
class SoundWriter
{
public:
    // The stream outlives the writer. Throws Error(Unsupported) for a layout that the format does not take.
    SoundWriter(std::ostream& out, const SoundLayout& layout);
    ~SoundWriter();
    SoundWriter(const SoundWriter&) = delete;
    SoundWriter& operator=(const SoundWriter&) = delete;

    // Whole samples, the channels of one beside each other. Whether the stream took it all shows in the stream.
    void write(std::span<const float> interleaved);
    void finish(); // once, at the end; completes the header

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dass
