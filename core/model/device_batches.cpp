#include "core/model/device_batches.h"

#include "core/base/error.h"

#include <c10/util/Exception.h>

#include <algorithm>
#include <bit>
#include <chrono>
#include <new>
#include <string_view>
#include <utility>

namespace dass {

namespace {

constexpr double kMemoryShare = 0.8;     // of what is free: the estimate knows nothing of the libraries' own scratch
constexpr double kLongestSeconds = 0.15; // of a batch: a stop waits for it
constexpr int kSlowBatches = 2;          // in a row: the first of a shape also loads and tries kernels

double steadySeconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

} // namespace

bool isOutOfMemory(const std::exception& error)
{
    if (dynamic_cast<const c10::OutOfMemoryError*>(&error) != nullptr)
        return true;
    const std::string_view words = error.what();
    return words.find("out of memory") != std::string_view::npos ||
           words.find("ALLOC_FAILED") != std::string_view::npos;
}

DeviceBatches::DeviceBatches(Accelerator& device, Tell tell, Release release, Clock clock)
    : m_device(device), m_tell(std::move(tell)), m_release(std::move(release)),
      m_clock(clock ? std::move(clock) : steadySeconds)
{
}

std::int64_t DeviceBatches::mostInputs(const BytesOf& bytesOf) const
{
    const auto free = static_cast<std::int64_t>(kMemoryShare * static_cast<double>(m_device.freeBytes()));
    const std::int64_t bytes = std::min(free, m_mostBytes.load());
    std::int64_t count = m_mostInputs;
    while (count > 1 && bytesOf(count) > bytes)
        count /= 2;
    return count;
}

DeviceBatches::Result DeviceBatches::run(std::int64_t inputs, const BytesOf& bytesOf, const Run& run)
{
    std::int64_t done = 0;
    std::int64_t ceiling = kDeviceBatch; // in this call
    while (done < inputs) {
        std::int64_t count = 0;
        try {
            count = std::min({inputs - done, mostInputs(bytesOf), ceiling});
            const double started = m_clock();
            if (!run(done, count))
                return {End::Stopped, done};
            noteTime(count, m_clock() - started);
            done += count;
            continue;
        } catch (const Error&) {
            throw;
        } catch (const std::bad_alloc&) {
            throw;
        } catch (const std::exception& error) {
            if (!isOutOfMemory(error))
                return giveUp(" failed: " + describe(error), done);
        }
        // Memory ran out. Not within the handler: the error might keep tensors alive.
        if (releaseKept()) {
            releaseIdle();
            continue;
        }
        if (count <= 1)
            return giveUp(" has not enough memory for a single input", done);
        ceiling = static_cast<std::int64_t>(std::bit_floor(static_cast<std::uint64_t>(count / 2))); // as mostInputs()
        m_mostBytes = bytesOf(ceiling);
        tellSmaller(count, ceiling);
        releaseIdle();
    }
    return {End::Done, done};
}

DeviceBatches::Result DeviceBatches::giveUp(const std::string& reason, std::int64_t done) const
{
    m_tell(m_device.title() + " (" + m_device.name() + ")" + reason + "; the CPU goes on from there");
    return {End::GivenUp, done};
}

bool DeviceBatches::releaseKept() const
{
    return m_release && m_release();
}

void DeviceBatches::releaseIdle() const
{
    try {
        m_device.releaseIdle();
    } catch (const std::exception&) { // the next batch shows whether the device still works
    }
}

void DeviceBatches::tellSmaller(std::int64_t count, std::int64_t next) const
{
    m_tell(m_device.title() + " (" + m_device.name() + ") has not enough memory for " + std::to_string(count) +
           " inputs at a time; going on with " + std::to_string(next));
}

void DeviceBatches::noteTime(std::int64_t count, double seconds)
{
    m_slow = seconds > kLongestSeconds && count > 1 ? m_slow + 1 : 0;
    if (m_slow < kSlowBatches)
        return;
    m_mostInputs = std::max<std::int64_t>(count / 2, 1);
    m_slow = 0;
}

} // namespace dass
