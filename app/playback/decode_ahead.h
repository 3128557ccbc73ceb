#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace dass {

// Decodes a stretch of a recording on a thread of its own, about a second ahead of what is played, in mono or stereo as
// the recording is. Thread-safe; the destructor joins within a block, also while a far position is being sought. All
// samples are at the rate of the output.
class DecodeAhead
{
public:
    struct Stretch
    {
        std::filesystem::path path;
        int sampleRate = 48000;
        std::int64_t start = 0;
        std::optional<std::int64_t> end; // none: the end of the recording
        std::int64_t loopStart = 0;      // where a loop goes on after the end
        bool loop = false;
        double speed = 1;           // samples of the recording to each one handed out; the pitch stays
        std::optional<int> channel; // alone, from 0, where the recording has it; else left and right
    };

    explicit DecodeAhead(const Stretch& stretch);
    ~DecodeAhead();
    DecodeAhead(const DecodeAhead&) = delete;
    DecodeAhead& operator=(const DecodeAhead&) = delete;

    void stop(); // returns at once; nothing more is decoded

    // channels: of what is handed out, 1 or 2, the values of a sample beside each other. Mono is on both sides; to one
    // channel goes the mean of left and right. Never waits: silence where nothing is decoded yet and after the end.
    void read(std::span<float> out, int channels);
    void setLoop(bool loop);
    void setGain(float factor); // of what is handed out from now on; what would be louder than full scale is cut off

    // Sample of the recording that is the outputSample-th handed out; while decoding is late it stands still. Asked for
    // ever greater output samples: what lies before is forgotten.
    std::int64_t sourceAt(std::int64_t outputSample);
    // Whether everything up to the end has been handed out before this output sample.
    bool endedBefore(std::int64_t outputSample) const;
    std::optional<std::string> error() const; // one line, when the file could not be opened

private:
    struct Chunk
    {
        std::int64_t source = 0; // of the first sample
        int width = 1;           // values a sample
        std::size_t used = 0;    // samples
        std::vector<float> values;

        std::size_t samples() const { return values.size() / static_cast<std::size_t>(width); }
        std::span<const float> take(std::size_t count); // the values of the next samples
    };
    // Output samples from `output` on are the recording's from `source` on, `speed` to each, or silence with the
    // position at `source`.
    struct Segment
    {
        std::int64_t output = 0;
        std::int64_t source = 0;
        bool silent = false;
    };

    void run(const std::stop_token& stop);
    void decode(const std::stop_token& stop);
    bool waitForRoom(const std::stop_token& stop);
    bool waitForLoop(const std::stop_token& stop);
    std::int64_t advanced(std::int64_t source, std::int64_t outputSamples) const;
    void noteSegment(std::int64_t source, bool silent);

    const Stretch m_stretch;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Chunk> m_chunks;
    std::size_t m_waiting = 0; // samples in m_chunks
    std::deque<Segment> m_segments;
    std::int64_t m_output = 0; // samples handed out
    std::int64_t m_nextSource; // of the next sample to hand out
    bool m_loop;
    float m_gain = 1;
    bool m_decodedAll = false;
    std::optional<std::int64_t> m_endOutput; // output samples up to the end, once handed out
    std::optional<std::string> m_error;
    std::jthread m_thread; // last: joins before the rest goes
};

} // namespace dass
