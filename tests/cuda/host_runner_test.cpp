// The runner that stands in for a GPU finds faults that were planted: in small kernels, and in ss2d's own.
#include "cuda/elements.cuh"
#include "cuda/ss2d_passes.cuh"
#include "tests/cuda/host/host_launcher.h"

#include <c10/util/BFloat16.h>
#include <c10/util/Half.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numeric>
#include <random>
#include <utility>
#include <vector>

namespace dass::cuda {
namespace {

using host::BlockRunner;
using host::FaultKind;
using host::FaultLog;
using host::HostLauncher;
using host::HostLauncherOf;
using host::HostMachine;
using host::HostPointer;
using host::ThreadOrder;

struct Arrays
{
    HostPointer<const float> from; // [blocks * threads]
    HostPointer<float> to;         // [blocks * threads]
    std::function<void(const HostMachine&, const Arrays&)> body;

    HostPointer<float> shared(const HostMachine& m) const { return m.shared<float>(0, m.threads()); }
    std::int64_t own(const HostMachine& m) const { return m.block() * m.threads() + m.thread(); }
};

struct AnyKernel
{
    static constexpr const char* kName = "anyKernel";
    static constexpr int kMaxThreads = 1024;
    static void run(const HostMachine& machine, const Arrays& arrays) { arrays.body(machine, arrays); }
};

constexpr int kThreads = 64;
constexpr int kBlocks = 3;

// What the runner finds in a kernel over 3 blocks of 64 threads that reads from[], and the values it leaves.
std::pair<FaultLog, std::vector<float>> runBody(decltype(Arrays::body) body, ThreadOrder order = ThreadOrder::Upwards)
{
    std::vector<float> from(kBlocks * kThreads);
    std::iota(from.begin(), from.end(), 1.0F);
    std::vector<float> to(from.size(), -1.0F);
    BlockRunner runner(order);
    const HostLauncher launcher(runner);
    const auto count = static_cast<std::int64_t>(from.size());
    launcher.launch<AnyKernel>({kBlocks, kThreads, kThreads},
                               Arrays{launcher.input<float>("from", from.data(), count),
                                      launcher.output<float>("to", to.data(), count), std::move(body)});
    return {runner.faults(), to};
}

// Each block's values turned round through shared memory.
void turnRound(const HostMachine& m, const Arrays& a, bool withBarrier)
{
    const auto shared = a.shared(m);
    shared[m.thread()] = a.from[a.own(m)];
    if (withBarrier)
        m.sync();
    a.to[a.own(m)] = shared[m.threads() - 1 - m.thread()];
}

TEST(HostRunner, aRightKernelHasNoFaults)
{
    for (const auto order : {ThreadOrder::Upwards, ThreadOrder::Downwards}) {
        const auto [faults, to] = runBody([](const auto& m, const auto& a) { turnRound(m, a, true); }, order);
        EXPECT_TRUE(faults.isEmpty()) << faults;
        EXPECT_EQ(to[0], kThreads);
        EXPECT_EQ(to[kThreads], 2 * kThreads);
    }
}

TEST(HostRunner, aMissingBarrierIsARace)
{
    for (const auto order : {ThreadOrder::Upwards, ThreadOrder::Downwards}) {
        const auto [faults, to] = runBody([](const auto& m, const auto& a) { turnRound(m, a, false); }, order);
        EXPECT_TRUE(faults.has(FaultKind::Race)) << faults;
        EXPECT_TRUE(faults.has(FaultKind::NeverWritten)) << faults; // read before its writer had its turn
    }
}

TEST(HostRunner, aWriteAfterAnothersReadIsARace)
{
    const auto [faults, to] = runBody([](const auto& m, const auto& a) {
        const auto shared = a.shared(m);
        shared[m.thread()] = 1.0F;
        m.sync();
        a.to[a.own(m)] = shared[(m.thread() + 1) % m.threads()];
        shared[m.thread()] = 2.0F; // some neighbours have not read it yet
    });
    EXPECT_TRUE(faults.has(FaultKind::Race)) << faults;
}

TEST(HostRunner, anIndexThatIsOneTooFarIsOutOfBounds)
{
    const auto [shared, unused] = runBody([](const auto& m, const auto& a) { a.shared(m)[m.thread() + 1] = 0.0F; });
    EXPECT_TRUE(shared.has(FaultKind::OutOfBounds)) << shared;
    const auto [global, unusedToo] =
        runBody([](const auto& m, const auto& a) { a.to[a.own(m)] = a.from[a.own(m) - 1]; });
    ASSERT_TRUE(global.has(FaultKind::OutOfBounds));
    EXPECT_EQ(global.count(), 1);
    EXPECT_EQ(global.kept()[0].text, "anyKernel, block 0, thread 0: from[-1] out of bounds, there are 192");
}

TEST(HostRunner, theNeighboursElementIsARace)
{
    const auto [within, unused] = runBody([](const auto& m, const auto& a) {
        a.to[m.block() * m.threads() + m.thread() / 2] = 1.0F; // two threads, one element
    });
    EXPECT_TRUE(within.has(FaultKind::Race)) << within;
    const auto [between, unusedToo] = runBody([](const auto& m, const auto& a) {
        a.to[m.thread()] = 1.0F; // the other blocks' too
    });
    EXPECT_TRUE(between.has(FaultKind::Race)) << between;
}

TEST(HostRunner, whatAnotherBlockWroteCannotBeRead)
{
    const auto [faults, to] = runBody([](const auto& m, const auto& a) {
        a.to[a.own(m)] = 1.0F;
        m.sync();
        if (m.block() > 0)
            a.to[a.own(m)] = a.to[a.own(m) - m.threads()];
    });
    EXPECT_TRUE(faults.has(FaultKind::Race)) << faults;
}

TEST(HostRunner, memoryThatNobodyWroteIsReported)
{
    const auto [shared, unused] = runBody([](const auto& m, const auto& a) { a.to[a.own(m)] = a.shared(m)[0]; });
    EXPECT_TRUE(shared.has(FaultKind::NeverWritten)) << shared; // in later blocks, too: what is left is not theirs
    EXPECT_EQ(shared.count(), kBlocks * kThreads);
    const auto [global, unusedToo] = runBody([](const auto& m, const auto& a) { float(a.to[a.own(m)]); });
    EXPECT_TRUE(global.has(FaultKind::NeverWritten)) << global;
}

TEST(HostRunner, aBarrierThatSomeThreadsMissIsReported)
{
    const auto [faults, to] = runBody([](const auto& m, const auto&) {
        if (m.thread() < 40)
            m.sync();
    });
    EXPECT_TRUE(faults.has(FaultKind::Barrier)) << faults;
}

TEST(HostRunner, shufflesExchangeWithinAWarp)
{
    const auto [faults, to] = runBody([](const auto& m, const auto& a) {
        float sum = a.from[a.own(m)];
        for (int lanes = kWarp / 2; lanes > 0; lanes /= 2)
            sum += m.shuffleXor(sum, lanes);
        a.to[a.own(m)] = sum;
    });
    EXPECT_TRUE(faults.isEmpty()) << faults;
    EXPECT_EQ(to[0], 32 * 33 / 2);
    EXPECT_EQ(to[63], 32 * 33 / 2 + 32 * 32);
    const auto [half, unused] = runBody([](const auto& m, const auto&) {
        if (m.thread() % 2 == 0)
            m.shuffleXor(0, 1);
    });
    EXPECT_TRUE(half.has(FaultKind::Barrier)) << half;
}

// Each warp's values turned round through shared memory.
void turnRoundInWarp(const HostMachine& m, const Arrays& a, int barriers)
{
    const auto shared = a.shared(m);
    const int partner = m.thread() / kWarp * kWarp + kWarp - 1 - m.thread() % kWarp;
    shared[m.thread()] = a.from[a.own(m)];
    if (barriers > 0)
        m.syncWarp();
    const float value = shared[partner];
    if (barriers > 1)
        m.syncWarp();
    shared[m.thread()] = value; // some lanes have not read it yet
    a.to[a.own(m)] = value;
}

TEST(HostRunner, warpsHaveBarriersOfTheirOwn)
{
    for (const auto order : {ThreadOrder::Upwards, ThreadOrder::Downwards}) {
        const auto [faults, to] = runBody([](const auto& m, const auto& a) { turnRoundInWarp(m, a, 2); }, order);
        EXPECT_TRUE(faults.isEmpty()) << faults;
        EXPECT_EQ(to[0], kWarp);
        EXPECT_EQ(to[kWarp], 2 * kWarp);
        for (const int barriers : {0, 1}) {
            const auto [found, unused] =
                runBody([&](const auto& m, const auto& a) { turnRoundInWarp(m, a, barriers); }, order);
            EXPECT_TRUE(found.has(FaultKind::Race)) << barriers;
        }
    }
    const auto [between, unused] = runBody([](const auto& m, const auto& a) {
        const auto shared = a.shared(m);
        shared[m.thread()] = 1.0F;
        m.syncWarp();
        a.to[a.own(m)] = shared[(m.thread() + kWarp) % m.threads()]; // another warp's
    });
    EXPECT_TRUE(between.has(FaultKind::Race)) << between;
    const auto [after, unusedToo] = runBody([](const auto& m, const auto& a) {
        const auto shared = a.shared(m);
        shared[m.thread()] = 1.0F;
        m.sync();
        a.to[a.own(m)] = shared[0]; // all of them read it
        m.syncWarp();
        if (m.thread() == 0)
            shared[0] = 2.0F; // the other warp may not have
    });
    EXPECT_TRUE(after.has(FaultKind::Race)) << after;
    const auto [missed, unusedAsWell] = runBody([](const auto& m, const auto&) {
        if (m.thread() % kWarp < 7)
            m.syncWarp();
    });
    EXPECT_TRUE(missed.has(FaultKind::Barrier)) << missed;
}

// A [16, 16] by [16, 8] of whole numbers, twice in a row, so that lanes come back before others have read.
template <class Element>
void expectProduct()
{
    const auto valueOfA = [](int row, int k) { return static_cast<float>((row * 5 + k * 3) % 7 - 3); };
    const auto valueOfB = [](int k, int column) { return static_cast<float>((k * 2 + column * 11) % 5 - 2); };
    const auto word = [](float low, float high) {
        return static_cast<std::uint32_t>(rounded<Element>(low).bits) |
               static_cast<std::uint32_t>(rounded<Element>(high).bits) << 16;
    };
    float wanted[16][8];
    for (int row = 0; row < 16; ++row)
        for (int column = 0; column < 8; ++column) {
            wanted[row][column] = 1;
            for (int k = 0; k < 16; ++k)
                wanted[row][column] += 2 * valueOfA(row, k) * valueOfB(k, column);
        }
    const auto [faults, to] = runBody([&](const auto& m, const auto& a) {
        const int group = m.thread() % kWarp / 4;
        const int k = m.thread() % kWarp % 4 * 2;
        std::uint32_t ofA[4];
        for (int i = 0; i < 4; ++i) {
            const int row = group + i % 2 * 8;
            const int from = k + i / 2 * 8;
            ofA[i] = word(valueOfA(row, from), valueOfA(row, from + 1));
        }
        float sums[4] = {1, 1, 1, 1};
        for (int twice = 0; twice < 2; ++twice)
            m.multiplyAdd(sums, ofA, word(valueOfB(k, group), valueOfB(k + 1, group)),
                          word(valueOfB(k + 8, group), valueOfB(k + 9, group)), Element());
        float difference = 0;
        for (int i = 0; i < 4; ++i)
            difference += std::fabs(sums[i] - wanted[group + i / 2 * 8][k + i % 2]);
        a.to[a.own(m)] = difference;
    });
    EXPECT_TRUE(faults.isEmpty()) << faults;
    for (const float difference : to)
        EXPECT_EQ(difference, 0);
}

TEST(HostRunner, multipliesAsTensorCoresDo)
{
    expectProduct<Float16>();
    expectProduct<BFloat16>();
    const auto [half, unused] = runBody([](const auto& m, const auto&) {
        float sums[4] = {};
        const std::uint32_t a[4] = {};
        if (m.thread() % 2 == 0)
            m.multiplyAdd(sums, a, 0, 0, BFloat16());
    });
    EXPECT_TRUE(half.has(FaultKind::Barrier)) << half;
}

// A machine that leaves out one of a thread's barriers.
struct ForgetfulMachine : HostMachine
{
    static inline int forgotten = 0;
    mutable int barriers = 0;
    void sync() const
    {
        if (barriers++ != forgotten)
            HostMachine::sync();
    }
};

// A machine whose threads think that they are one further.
struct ShiftedMachine : HostMachine
{
    int thread() const { return HostMachine::thread() + 1; }
};

class PlantedInSs2d : public testing::Test
{
protected:
    // What comes of one image of 40 positions and 32 channels on such a machine.
    template <class Machine>
    FaultLog faultsOn()
    {
        std::vector<float> some(40 * 4 * 32);
        std::mt19937 random(1);
        for (float& value : some)
            value = std::uniform_real_distribution<float>(-1, 1)(random);
        std::vector<float> dtSums(4 * 2 * 32), states(4 * 2 * 32), saved(4 * 2 * 2 * 32), dx(40 * 32), y(40 * 32);
        const Ss2dSize size{1, 5, 8, 32, 2};
        std::vector<float> dProjections(40 * 4 * 4);
        std::vector<float> gradients(static_cast<std::size_t>(ss2dSegments(size) * ss2dGradientRows(size) * 32));
        const Ss2dPassInputs inputs{
            size,       ops::ElementType::Float32, some.data(), some.data(), some.data(), some.data(), some.data(),
            some.data()};
        BlockRunner runner;
        ss2dForward<float, 6>(HostLauncherOf<Machine>(runner),
                              {inputs, dtSums.data(), states.data(), saved.data(), y.data(), y.data()});
        ss2dBackward<float, 6>(HostLauncherOf<Machine>(runner),
                               {inputs, ss2dSegments(size), some.data(), saved.data(), some.data(), dtSums.data(),
                                states.data(), dx.data(), dProjections.data(), gradients.data()});
        return runner.faults();
    }
};

TEST_F(PlantedInSs2d, nothingIsFoundWhereNothingIsWrong)
{
    const FaultLog faults = faultsOn<HostMachine>();
    EXPECT_TRUE(faults.isEmpty()) << faults;
}

TEST_F(PlantedInSs2d, everyBarrierThatIsLeftOutIsMissed)
{
    // Of the backward pass: after filling the stage; after a tile's terms and after their sums, for two tiles.
    for (ForgetfulMachine::forgotten = 0; ForgetfulMachine::forgotten < 5; ++ForgetfulMachine::forgotten)
        EXPECT_TRUE(faultsOn<ForgetfulMachine>().has(FaultKind::Race)) << "barrier " << ForgetfulMachine::forgotten;
}

TEST_F(PlantedInSs2d, aShiftByOneThreadIsFound)
{
    const FaultLog faults = faultsOn<ShiftedMachine>();
    EXPECT_TRUE(faults.has(FaultKind::NeverWritten)) << faults;
    EXPECT_TRUE(faults.has(FaultKind::OutOfBounds) || faults.has(FaultKind::Race)) << faults;
}

// Everything that fits into 16 bits, and floats that are rounded to it.
template <class Element, class Known>
void expectConversionsLike()
{
    for (unsigned bits = 0; bits < 65536; ++bits) {
        const Known known(static_cast<std::uint16_t>(bits), Known::from_bits());
        const float value = toFloat(Element{static_cast<std::uint16_t>(bits)});
        if (std::isnan(static_cast<float>(known)))
            ASSERT_TRUE(std::isnan(value)) << bits;
        else
            ASSERT_EQ(value, static_cast<float>(known)) << bits;
    }
    std::mt19937 random(5);
    for (int i = 0; i < 200000; ++i) {
        const float value = floatOfBits(random());
        const Known known(value);
        if (!std::isnan(value))
            ASSERT_EQ(rounded<Element>(value).bits, known.x) << value;
        else
            ASSERT_TRUE(std::isnan(toFloat(rounded<Element>(value))));
    }
}

TEST(Elements, convertAsTorchDoes)
{
    expectConversionsLike<Float16, c10::Half>();
    expectConversionsLike<BFloat16, c10::BFloat16>();
    for (const float value : {0.0F, -0.0F, 65504.0F, 65519.9F, 65520.0F, -65520.0F, 6.0e-8F, 2.98e-8F, 6.1035e-5F})
        EXPECT_EQ(rounded<Float16>(value).bits, c10::Half(value).x) << value;
}

} // namespace
} // namespace dass::cuda
