#pragma once

// The selective scan of core/ops/ops.h for any number of states, in fp32, in the layout of the reference: time fastest.
// A block is one warp with 32 channels of a group, a thread a channel. It goes over time in tiles of kScanChunk steps,
// which pass through shared memory: loaded and stored along time, walked along channels. What DASS itself runs is ss2d.

#include "cuda/scan_math.cuh"
#include "cuda/selective_scan_pass.h"

namespace dass::cuda {

inline constexpr int kScanSteps = static_cast<int>(ops::kScanChunk);
static_assert(kScanSteps == kWarp, "a thread loads one step of each row");

template <class Machine>
struct ScanParameters
{
    template <class T>
    using Global = typename Machine::template Global<T>;

    int64_t batch;
    int groups;
    int channels; // of a group
    int states;
    int64_t length;
    int channelBlocks;
    bool deltaSoftplus;
    Global<const float> u, delta, rates, b, c, skip, deltaBias; // skip and deltaBias may be null
    Global<float> y, chunkStates;
    Global<const float> dy, saved;
    Global<float> du, dDelta, dA, dSkip, dBias, dB, dC;
};

// A block's place and its shared memory.
template <class Machine>
class ScanBlock
{
public:
    using Shared = typename Machine::template Shared<float>;

    static constexpr int kStride = kScanSteps + 1; // of a tile's steps: no two threads on one bank either way
    static constexpr int kTile = kScanSteps * kStride;

    DASS_BOTH static int words(int tiles, int states) { return tiles * kTile + 4 * states * kWarp; }

    DASS_DEVICE ScanBlock(const Machine& machine, const ScanParameters<Machine>& p, int tiles)
        : m_machine(machine), m_p(p), m_memory(machine.template shared<float>(0, words(tiles, p.states))),
          m_vectors(tiles * kTile)
    {
        int64_t block = machine.block();
        channelBlock = static_cast<int>(block % p.channelBlocks);
        block /= p.channelBlocks;
        imageGroup = block;
        const int first = channelBlock * kWarp;
        count = p.channels - first < kWarp ? p.channels - first : kWarp;
        firstRow = imageGroup * p.channels + first;
        isChannel = machine.thread() < count;
        row = firstRow + (isChannel ? machine.thread() : count - 1);
        parameterRow = row % (static_cast<int64_t>(p.groups) * p.channels);
    }

    // This thread's channel of a tile's step.
    DASS_DEVICE auto at(int tile, int step) const
    {
        return element(tile * kTile + step * kStride + m_machine.thread());
    }
    // Any channel's.
    DASS_DEVICE auto at(int tile, int step, int channel) const
    {
        return element(tile * kTile + step * kStride + channel);
    }
    // Vectors of [states][32]: 0 and 1 are B and C by step, 2 and 3 are by channel.
    DASS_DEVICE auto vector(int which, int state, int index) const
    {
        return element(m_vectors + (which * m_p.states + state) * kWarp + index);
    }
    DASS_DEVICE auto ofChannel(int which, int state) const { return vector(which, state, m_machine.thread()); }

    template <class Global>
    DASS_DEVICE void load(int tile, const Global& from, int64_t first) const
    {
        const int64_t step = first + m_machine.thread();
        for (int channel = 0; channel < count; ++channel)
            if (step < m_p.length)
                put(tile * kTile + m_machine.thread() * kStride + channel,
                    from[(firstRow + channel) * m_p.length + step]);
        for (int channel = count; channel < kWarp; ++channel) // threads to spare walk zeros
            put(tile * kTile + m_machine.thread() * kStride + channel, 0.0F);
    }
    template <class Global>
    DASS_DEVICE void loadVectors(int which, const Global& from, int64_t first) const
    {
        const int64_t step = first + m_machine.thread();
        for (int state = 0; state < m_p.states; ++state)
            if (step < m_p.length)
                put(m_vectors + (which * m_p.states + state) * kWarp + m_machine.thread(),
                    from[(imageGroup * m_p.states + state) * m_p.length + step]);
    }
    template <class Global>
    DASS_DEVICE void store(int tile, const Global& to, int64_t first) const
    {
        const int64_t step = first + m_machine.thread();
        if (step < m_p.length)
            for (int channel = 0; channel < count; ++channel)
                to[(firstRow + channel) * m_p.length + step] =
                    float(m_memory[tile * kTile + m_machine.thread() * kStride + channel]);
    }

    int channelBlock;
    int64_t imageGroup;   // image * groups + group
    int64_t firstRow;     // of the block, in [B * K * D]
    int64_t row;          // this thread's
    int64_t parameterRow; // the same in [K * D]
    int count;            // channels of the block
    bool isChannel;       // a thread to spare works on the last one and writes nothing

    // A place in shared memory that reads and adds as a number.
    class Element
    {
    public:
        DASS_DEVICE Element(const Shared& memory, int index) : m_memory(memory), m_index(index) {}
        DASS_DEVICE operator float() const { return m_memory[m_index]; }
        DASS_DEVICE void set(float value) const { m_memory[m_index] = value; }
        DASS_DEVICE void add(float value) const { set(float(*this) + value); }

    private:
        const Shared& m_memory;
        int m_index;
    };

private:
    DASS_DEVICE Element element(int index) const { return Element(m_memory, index); }
    DASS_DEVICE void put(int index, float value) const { m_memory[index] = value; }

    const Machine& m_machine;
    const ScanParameters<Machine>& m_p;
    Shared m_memory;
    int m_vectors;
};

// dt of a step, and the derivative of dt by delta.
struct ScanDt
{
    DASS_DEVICE ScanDt(float delta, bool isSoftplus) : value(delta), derivative(1)
    {
        if (!isSoftplus)
            return;
        const float z = delta * kLog2E;
        const float t = expOfMinusMagnitude(z);
        value = softplus(z, t);
        derivative = sigmoid(z, t);
    }
    float value;
    float derivative;
};

// Blocks of this and the following: [B, K, channelBlocks].
struct ScanForward
{
    static constexpr const char* kName = "selectiveScanForward";
    static constexpr int kMaxThreads = kWarp;
    static constexpr int kBlocksWanted = 16;
    enum Tile { kDt, kInput, kY, kTiles };
    enum { kB, kC, kState };

    template <class Machine>
    DASS_DEVICE static void run(const Machine& machine, const ScanParameters<Machine>& p)
    {
        const ScanBlock<Machine> block(machine, p, kTiles);
        const float bias = p.deltaBias ? p.deltaBias[block.parameterRow] : 0.0F;
        const float skip = p.skip ? p.skip[block.parameterRow] : 0.0F;
        for (int n = 0; n < p.states; ++n)
            block.ofChannel(kState, n).set(0);
        const int64_t chunks = ceilDivide<int64_t>(p.length, kScanSteps);
        for (int64_t chunk = 0; chunk < chunks; ++chunk) {
            const int64_t first = chunk * kScanSteps;
            const int count = p.length - first < kScanSteps ? static_cast<int>(p.length - first) : kScanSteps;
            block.load(kInput, p.u, first);
            block.load(kDt, p.delta, first);
            block.loadVectors(kB, p.b, first);
            block.loadVectors(kC, p.c, first);
            machine.sync();
            for (int s = 0; s < count; ++s) {
                const float u = block.at(kInput, s);
                const ScanDt dt(block.at(kDt, s) + bias, p.deltaSoftplus);
                block.at(kDt, s).set(dt.value);
                block.at(kInput, s).set(dt.value * u);
                block.at(kY, s).set(skip * u);
            }
            for (int n = 0; n < p.states; ++n) {
                const float rate = p.rates[block.parameterRow * p.states + n] * kLog2E;
                float h = block.ofChannel(kState, n);
                if (p.chunkStates && block.isChannel)
                    p.chunkStates[(block.row * chunks + chunk) * p.states + n] = h;
                for (int s = 0; s < count; ++s) {
                    h = fusedMultiplyAdd(exp2Fast(block.at(kDt, s) * rate), h,
                                         block.at(kInput, s) * block.vector(kB, n, s));
                    block.at(kY, s).add(h * block.vector(kC, n, s));
                }
                block.ofChannel(kState, n).set(h);
            }
            machine.sync();
            block.store(kY, p.y, first);
        }
    }
};

struct ScanBackward
{
    static constexpr const char* kName = "selectiveScanBackward";
    static constexpr int kMaxThreads = kWarp;
    static constexpr int kBlocksWanted = 16;
    enum Tile { kU, kDy, kDt, kSlope, kInput, kDDt, kDInput, kBefore, kBTerms, kCTerms, kTiles };
    enum { kB, kC, kAdjoint, kRate };

    template <class Machine>
    DASS_DEVICE static void run(const Machine& machine, const ScanParameters<Machine>& p)
    {
        const ScanBlock<Machine> block(machine, p, kTiles);
        const float bias = p.deltaBias ? p.deltaBias[block.parameterRow] : 0.0F;
        const float skip = p.skip ? p.skip[block.parameterRow] : 0.0F;
        float dSkip = 0;
        float dBias = 0;
        for (int n = 0; n < p.states; ++n) {
            block.ofChannel(kAdjoint, n).set(0);
            block.ofChannel(kRate, n).set(0);
        }
        const int64_t chunks = ceilDivide<int64_t>(p.length, kScanSteps);
        for (int64_t chunk = chunks - 1; chunk >= 0; --chunk) {
            const int64_t first = chunk * kScanSteps;
            const int count = p.length - first < kScanSteps ? static_cast<int>(p.length - first) : kScanSteps;
            block.load(kU, p.u, first);
            block.load(kDt, p.delta, first);
            block.load(kDy, p.dy, first);
            block.loadVectors(kB, p.b, first);
            block.loadVectors(kC, p.c, first);
            machine.sync();
            for (int s = 0; s < count; ++s) {
                const ScanDt dt(block.at(kDt, s) + bias, p.deltaSoftplus);
                block.at(kDt, s).set(dt.value);
                block.at(kSlope, s).set(dt.derivative);
                block.at(kInput, s).set(dt.value * block.at(kU, s));
                block.at(kDDt, s).set(0);
                block.at(kDInput, s).set(0);
            }
            for (int n = 0; n < p.states; ++n) {
                walkBack(block, p, count, n, p.saved[(block.row * chunks + chunk) * p.states + n]);
                machine.sync();
                sumTerms(machine, block, p, first, n);
                machine.sync();
            }
            for (int s = 0; s < count; ++s) {
                const float u = block.at(kU, s);
                const float dyt = block.at(kDy, s);
                const float dInput = block.at(kDInput, s);
                const float dDelta = fusedMultiplyAdd(dInput, u, block.at(kDDt, s)) * block.at(kSlope, s);
                dSkip = fusedMultiplyAdd(dyt, u, dSkip);
                dBias += dDelta;
                block.at(kDDt, s).set(dDelta);
                block.at(kInput, s).set(fusedMultiplyAdd(dInput, block.at(kDt, s), skip * dyt));
            }
            machine.sync();
            block.store(kInput, p.du, first);
            block.store(kDDt, p.dDelta, first);
        }
        if (!block.isChannel)
            return;
        for (int n = 0; n < p.states; ++n)
            p.dA[block.row * p.states + n] = float(block.ofChannel(kRate, n));
        p.dSkip[block.row] = dSkip;
        p.dBias[block.row] = dBias;
    }

private:
    // One state through a tile: forward from h, then back. Leaves the terms of dB and dC in their tiles.
    template <class Block, class Machine>
    DASS_DEVICE static void walkBack(const Block& block, const ScanParameters<Machine>& p, int count, int n, float h)
    {
        const float rate = p.rates[block.parameterRow * p.states + n];
        const float rateLog2 = rate * kLog2E;
        for (int s = 0; s < count; ++s) {
            block.at(kBefore, s).set(h);
            h = fusedMultiplyAdd(exp2Fast(block.at(kDt, s) * rateLog2), h,
                                 block.at(kInput, s) * block.vector(kB, n, s));
        }
        float adjoint = block.ofChannel(kAdjoint, n);
        float dRate = block.ofChannel(kRate, n);
        for (int s = count - 1; s >= 0; --s) {
            const float dyt = block.at(kDy, s);
            const float dt = block.at(kDt, s);
            const float g = fusedMultiplyAdd(block.vector(kC, n, s), dyt, adjoint);
            block.at(kCTerms, s).set(dyt * h);
            block.at(kBTerms, s).set(g * block.at(kInput, s));
            h = block.at(kBefore, s);
            adjoint = exp2Fast(dt * rateLog2) * g;
            const float throughA = adjoint * h;
            dRate = fusedMultiplyAdd(throughA, dt, dRate);
            block.at(kDDt, s).add(throughA * rate);
            block.at(kDInput, s).add(g * block.vector(kB, n, s));
        }
        block.ofChannel(kAdjoint, n).set(adjoint);
        block.ofChannel(kRate, n).set(dRate);
    }

    // Over the block's channels, a thread a step.
    template <class Machine>
    DASS_DEVICE static void sumTerms(const Machine& machine, const ScanBlock<Machine>& block,
                                     const ScanParameters<Machine>& p, int64_t first, int n)
    {
        const int step = machine.thread();
        if (first + step >= p.length)
            return;
        float b = 0;
        float c = 0;
        for (int channel = 0; channel < block.count; ++channel) {
            b += block.at(kBTerms, step, channel);
            c += block.at(kCTerms, step, channel);
        }
        const int64_t group = block.channelBlock * p.batch * p.groups + block.imageGroup;
        p.dB[(group * p.states + n) * p.length + first + step] = b;
        p.dC[(group * p.states + n) * p.length + first + step] = c;
    }
};

template <class Launcher>
ScanParameters<typename Launcher::Machine> scanParameters(const Launcher& launcher, const ops::SelectiveScanInputs& in)
{
    const int64_t rows = in.groups * in.channels;
    const int64_t values = in.batch * rows * in.length;
    const int64_t vectors = in.batch * in.groups * in.states * in.length;
    ScanParameters<typename Launcher::Machine> p{};
    p.batch = in.batch;
    p.groups = static_cast<int>(in.groups);
    p.channels = static_cast<int>(in.channels);
    p.states = static_cast<int>(in.states);
    p.length = in.length;
    p.channelBlocks = static_cast<int>(scanBlocks(in));
    p.deltaSoftplus = in.deltaSoftplus;
    p.u = launcher.template input<float>("u", in.u, values);
    p.delta = launcher.template input<float>("delta", in.delta, values);
    p.rates = launcher.template input<float>("A", in.A, rows * in.states);
    p.b = launcher.template input<float>("B", in.B, vectors);
    p.c = launcher.template input<float>("C", in.C, vectors);
    p.skip = launcher.template input<float>("D", in.skip, rows);
    p.deltaBias = launcher.template input<float>("deltaBias", in.deltaBias, rows);
    return p;
}

template <class Kernel, class Launcher>
void launchScan(const Launcher& launcher, const ScanParameters<typename Launcher::Machine>& p)
{
    launcher.template launch<Kernel>({p.batch * p.groups * p.channelBlocks, kWarp,
                                      ScanBlock<typename Launcher::Machine>::words(Kernel::kTiles, p.states)},
                                     p);
}

template <class Launcher>
void selectiveScan(const Launcher& launcher, const ScanForwardPass& pass)
{
    const auto& in = pass.inputs;
    const int64_t rows = in.batch * in.groups * in.channels;
    auto p = scanParameters(launcher, in);
    p.y = launcher.template output<float>("y", pass.y, rows * in.length);
    p.chunkStates = launcher.template output<float>("chunkStates", pass.chunkStates, rows * in.chunks() * in.states);
    launchScan<ScanForward>(launcher, p);
}

template <class Launcher>
void selectiveScan(const Launcher& launcher, const ScanBackwardPass& pass)
{
    const auto& in = pass.inputs;
    const int64_t rows = in.batch * in.groups * in.channels;
    const int64_t vectors = scanBlocks(in) * in.batch * in.groups * in.states * in.length;
    auto p = scanParameters(launcher, in);
    p.dy = launcher.template input<float>("dy", pass.dy, rows * in.length);
    p.saved = launcher.template input<float>("chunkStates", pass.chunkStates, rows * in.chunks() * in.states);
    p.du = launcher.template output<float>("du", pass.du, rows * in.length);
    p.dDelta = launcher.template output<float>("dDelta", pass.dDelta, rows * in.length);
    p.dA = launcher.template output<float>("dA", pass.dA, rows * in.states);
    p.dSkip = launcher.template output<float>("dSkip", pass.dSkip, rows);
    p.dBias = launcher.template output<float>("dBias", pass.dBias, rows);
    p.dB = launcher.template output<float>("dB", pass.dB, vectors);
    p.dC = launcher.template output<float>("dC", pass.dC, vectors);
    launchScan<ScanBackward>(launcher, p);
}

} // namespace dass::cuda
