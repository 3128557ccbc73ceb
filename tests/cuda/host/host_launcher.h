#pragma once

// The machine of cuda/machine.cuh on the CPU, and launches on a BlockRunner.

#include "cuda/elements.cuh"
#include "tests/cuda/host/block_runner.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace dass::cuda::host {

struct HostMachine
{
    template <class T>
    using Global = HostPointer<T>;
    template <class T>
    using Shared = HostPointer<T>;

    int thread() const { return BlockRunner::running().place().thread; }
    int threads() const { return BlockRunner::running().size().threads; }
    std::int64_t block() const { return BlockRunner::running().place().block; }
    void sync() const { BlockRunner::running().waitAtBarrier(); }
    template <class T>
    HostPointer<T> shared(int firstWord, int count) const
    {
        return BlockRunner::running().shared<T>(firstWord, count);
    }
    float shuffleXor(float value, int lanes) const { return BlockRunner::running().exchange(value, lanes); }
    void syncWarp() const { BlockRunner::running().waitForWarp(); }
    template <class Element>
    void multiplyAdd(float (&sums)[4], const std::uint32_t (&a)[4], std::uint32_t b0, std::uint32_t b1, Element) const
    {
        const WarpWords warp = BlockRunner::running().gather({a[0], a[1], a[2], a[3], b0, b1});
        const auto half = [](std::uint32_t word, int i) {
            return toFloat(Element{static_cast<std::uint16_t>(word >> (16 * i))});
        };
        const int group = thread() % kWarp / 4;
        const int pair = thread() % kWarp % 4;
        for (int i = 0; i < 4; ++i) {
            const int column = 2 * pair + i % 2;
            for (int k = 0; k < 16; ++k) {
                const auto& ofA = warp[static_cast<std::size_t>(group * 4 + k % 8 / 2)];
                const auto& ofB = warp[static_cast<std::size_t>(column * 4 + k % 8 / 2)];
                sums[i] += half(ofA[static_cast<std::size_t>(i / 2 + k / 8 * 2)], k % 2) *
                           half(ofB[static_cast<std::size_t>(4 + k / 8)], k % 2);
            }
        }
    }
};

template <class AnyMachine>
class HostLauncherOf
{
public:
    using Machine = AnyMachine;

    explicit HostLauncherOf(BlockRunner& runner) : m_runner(runner) {}

    template <class Kernel, class Parameters>
    void launch(const LaunchSize& size, const Parameters& parameters) const
    {
        if (size.threads > Kernel::kMaxThreads)
            m_runner.report(FaultKind::OutOfBounds, std::string(Kernel::kName) + " launched with " +
                                                        std::to_string(size.threads) + " threads a block");
        m_runner.run(Kernel::kName, size, [&] { Kernel::run(AnyMachine(), parameters); });
    }

    // An array of `count` values that lasts as long as the launcher. One of inputs has been written, one of outputs
    // not.
    template <class T>
    HostPointer<const T> input(const char* name, const void* at, std::int64_t count) const
    {
        return array<const T>(name, static_cast<const T*>(at), count, true);
    }
    template <class T>
    HostPointer<T> output(const char* name, void* at, std::int64_t count) const
    {
        return array<T>(name, static_cast<T*>(at), count, false);
    }

private:
    template <class T>
    HostPointer<T> array(const char* name, T* at, std::int64_t count, bool isWritten) const
    {
        if (at == nullptr)
            return {};
        m_shadows.push_back(std::make_unique<Shadow>(name, count, Shadow::Reach::Global, isWritten));
        return {m_shadows.back().get(), at, 0, count};
    }

    BlockRunner& m_runner;
    mutable std::vector<std::unique_ptr<Shadow>> m_shadows;
};

using HostLauncher = HostLauncherOf<HostMachine>;

} // namespace dass::cuda::host
