#pragma once

#include "core/model/accelerator.h"

#include <atomic>
#include <cstdint>
#include <exception>
#include <functional>
#include <limits>
#include <string>

namespace dass {

inline constexpr std::int64_t kDeviceBatch = 64; // inputs that fill a large GPU

// Deals a call's inputs out to a device in batches that fit into its memory. Where a batch does not, what is kept there
// between calls is given up; where there is no such thing the batch is halved and made again, and so are all that
// follow; where something else goes wrong, or not even one input fits, the device is given up. One thread at a time;
// mostInputs() from any.
class DeviceBatches
{
public:
    using Tell = std::function<void(const std::string&)>; // a word for the person
    using Clock = std::function<double()>;                // seconds

    using Release = std::function<bool()>; // as ClipNetwork::releaseKept

    // The device outlives this. Without a clock the system's steady one is used.
    DeviceBatches(Accelerator& device, Tell tell, Release release = {}, Clock clock = {});

    // Bytes that a batch of so many inputs takes there.
    using BytesOf = std::function<std::int64_t(std::int64_t count)>;
    // Computes the inputs from `first` on and returns after the device has finished; false when it was stopped.
    using Run = std::function<bool(std::int64_t first, std::int64_t count)>;

    enum class End { Done, Stopped, GivenUp };
    struct Result
    {
        End end = End::Done;
        std::int64_t done = 0; // inputs whose results are there
    };

    // dass::Error is the call's own fault and passes through; so does std::bad_alloc.
    Result run(std::int64_t inputs, const BytesOf& bytesOf, const Run& run);

    // That a batch of this kind may have now, at least 1.
    std::int64_t mostInputs(const BytesOf& bytesOf) const;

private:
    bool releaseKept() const;
    Result giveUp(const std::string& reason, std::int64_t done) const;
    void tellSmaller(std::int64_t count, std::int64_t next) const;
    void releaseIdle() const;
    void noteTime(std::int64_t count, double seconds);

    Accelerator& m_device;
    Tell m_tell;
    Release m_release;
    Clock m_clock;
    std::atomic<std::int64_t> m_mostBytes = std::numeric_limits<std::int64_t>::max(); // after memory ran out
    std::atomic<std::int64_t> m_mostInputs = kDeviceBatch;                            // for a stop to be heard
    int m_slow = 0; // batches in a row that took too long
};

// Whether this says that a device's memory ran out, however torch and its libraries put it.
bool isOutOfMemory(const std::exception& error);

} // namespace dass
