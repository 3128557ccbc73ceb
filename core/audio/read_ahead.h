#pragma once

#include "core/audio/track_decoder.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <span>
#include <stop_token>
#include <thread>
#include <vector>

namespace dass::media {

// Decodes a track in a thread of its own, some seconds ahead of whoever takes the blocks, so that what is done with
// them goes on beside it. The decoder belongs to that thread until stop() or the end of this object.
class ReadAhead
{
public:
    explicit ReadAhead(TrackDecoder& decoder);
    ~ReadAhead() { stop(); }
    ReadAhead(const ReadAhead&) = delete;
    ReadAhead& operator=(const ReadAhead&) = delete;

    // As TrackDecoder's. Empty at the end, or when all that was decoded before a stop() has been taken: there the
    // decoder goes on. Rethrows what decoding threw.
    std::span<const float> next();
    int sampleRate() const { return m_block.sampleRate; }

    void stop(); // ends the thread

private:
    struct Block
    {
        std::vector<float> values;
        int sampleRate = 0; // Hz
    };

    void decode(const std::stop_token& stop);
    void decodeToTheEnd(const std::stop_token& stop);

    TrackDecoder& m_decoder;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<Block> m_blocks;   // waiting
    std::size_t m_values = 0;     // in them
    bool m_done = false;          // no more come
    std::exception_ptr m_failure; // why
    Block m_block;                // taken last
    std::jthread m_thread;
};

} // namespace dass::media
