#include "core/audio/read_ahead.h"

#include <utility>

namespace dass::media {

namespace {

constexpr std::size_t kMostWaiting = 1 << 18; // values, 1 MB: some seconds

} // namespace

ReadAhead::ReadAhead(TrackDecoder& decoder)
    : m_decoder(decoder), m_thread([this](const std::stop_token& stop) { decode(stop); })
{
}

void ReadAhead::decode(const std::stop_token& stop)
{
    std::exception_ptr failure;
    try {
        decodeToTheEnd(stop);
    } catch (...) {
        failure = std::current_exception();
    }
    const std::scoped_lock lock(m_mutex);
    m_failure = failure;
    m_done = true;
    m_changed.notify_all();
}

// What has been decoded is handed on also where there is no room for it: after a stop nothing may be missing.
void ReadAhead::decodeToTheEnd(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        const std::span<const float> values = m_decoder.next();
        if (values.empty())
            return;
        Block block{{values.begin(), values.end()}, m_decoder.sampleRate()};
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, stop, [this] { return m_values < kMostWaiting; });
        m_values += block.values.size();
        m_blocks.push_back(std::move(block));
        m_changed.notify_all();
    }
}

std::span<const float> ReadAhead::next()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_blocks.empty() || m_done; });
    if (m_blocks.empty()) {
        if (m_failure)
            std::rethrow_exception(std::exchange(m_failure, {}));
        return {};
    }
    m_block = std::move(m_blocks.front());
    m_blocks.pop_front();
    m_values -= m_block.values.size();
    m_changed.notify_all();
    return m_block.values;
}

void ReadAhead::stop()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

} // namespace dass::media
