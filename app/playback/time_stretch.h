#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace dass {

// Makes sound faster or slower without changing its pitch, all of its channels alike. Output sample k stands for input
// sample k * speed, to within the 20 ms that the overlapping pieces are shifted by so that they fit.
class TimeStretch
{
public:
    // channels: 1 or 2, the values of a sample beside each other; blocks hold whole samples. speed: 0.25 to 4.
    TimeStretch(int sampleRate, int channels, double speed);
    ~TimeStretch();
    TimeStretch(TimeStretch&&) noexcept;
    TimeStretch& operator=(TimeStretch&&) noexcept;

    // Appends to out what can be said with these samples.
    void push(std::span<const float> samples, std::vector<float>& out);
    // Ends the input and appends the rest, up to the input's length divided by the speed; then begins anew.
    void finish(std::vector<float>& out);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dass
