#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace dass {

struct AudioInfo
{
    std::filesystem::path path;
    std::uint64_t fileBytes = 0;
    std::string container; // FFmpeg's short name, e.g. "flac"
    std::string codec;
    int sampleRate = 0;             // of the file, Hz
    int channels = 0;               // of the file
    std::optional<double> duration; // seconds as the container states it; the truth is known only after decoding
};

struct AudioOptions
{
    int sampleRate = 16000;     // Hz of the samples handed out
    std::optional<int> channel; // 0-based; none = mean of all channels
    // For listening: left and right instead of that mean, where there are several channels. Two as they are; more mixed
    // down (media::StereoMix).
    bool stereo = false;
};

// Decodes the first sound track of any file that FFmpeg reads, block by block, as float samples in [-1, 1] (louder
// floats are passed on) at the wanted rate, mono unless stereo was asked for. Sample 0 is the first sample a player
// would play: encoder delay and padding are left out, gaps and time-stamp jitter are not. Memory does not depend on the
// length. Not thread-safe; may be moved between threads. Damage never throws once the reader is open: it gives what can
// be decoded and adds a warning; values that are no numbers become silence.
class AudioReader
{
public:
    // Throws Error (NotFound, BadFile when nothing in it is sound, InvalidArgument for a channel that is not there,
    // Unsupported for a sample rate that cannot be converted, Io where the system does not read).
    explicit AudioReader(const std::filesystem::path& path, const AudioOptions& options = {});
    // The same, but nothing once a stop was asked for: opening reads much of some files, and a file may lie far away.
    static std::optional<AudioReader> open(const std::filesystem::path& path, const AudioOptions& options,
                                           const std::stop_token& stop);
    ~AudioReader();
    AudioReader(AudioReader&&) noexcept;
    AudioReader& operator=(AudioReader&&) noexcept;

    const AudioInfo& info() const;

    // Values a sample: 1, or with stereo and several channels 2, left and right beside each other.
    int width() const;

    // Fills out from the current position with whole samples, and returns how many values these are; fewer than asked
    // for only at the end, 0 at the end.
    std::size_t read(std::span<float> out);

    // From now on a thread decodes some seconds ahead, beside what read() and its caller do, until it is switched off
    // or seek() jumps; it is off when warnings() is called. The samples are the same.
    void setReadAhead(bool on);

    // The next read() starts at this sample (of the output rate), with the very samples of a straight decode. Where the
    // format has no exact time stamps all that lies before is decoded, which takes long in a long file: on stop it
    // returns early, and position() says how far it came.
    void seek(std::int64_t sample, const std::stop_token& stop = {});

    std::int64_t position() const; // sample of the output rate that the next read() starts at

    // One line each, e.g. "decoding stopped at 00:12:31.2: the file ends in the middle of a frame". Grows while
    // reading.
    const std::vector<std::string>& warnings() const;

private:
    struct Impl;
    explicit AudioReader(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace dass
