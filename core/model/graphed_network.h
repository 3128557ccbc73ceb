#pragma once

#include "core/model/clip_network.h"

#include <functional>
#include <list>
#include <memory>
#include <vector>

namespace dass {

// A network whose small batches are recorded as a graph of the device and replayed: there the time that the program
// needs to ask for each operation is longer than that which the device takes. The first batch of a size runs as ever,
// the second one is recorded. Where recording fails everything runs as ever from then on.
class GraphedNetwork final : public ClipNetwork
{
public:
    // Records work on the device of a tensor and returns what replays it (ops::DeviceGraph).
    using Replay = std::function<void()>;
    using Recorder = std::function<Replay(const at::Tensor& on, const std::function<void()>& work)>;
    static Replay onDevice(const at::Tensor& on, const std::function<void()>& work);

    explicit GraphedNetwork(std::unique_ptr<ClipNetwork> network, Recorder recorder = onDevice);

    // The outputs are valid until the next call.
    Output forward(const at::Tensor& input, Pooling pooling, const std::stop_token& stop) const override;
    at::Tensor denseLogits(const at::Tensor& input, std::int64_t columns, const std::stop_token& stop) const override;
    std::int64_t workingBytes(std::int64_t batch, std::int64_t frames) const override;
    bool releaseKept() override; // and records no more: memory is short

    static constexpr std::int64_t kMostFrames = 4 * 1024; // of all inputs of a batch that is recorded
    static constexpr std::size_t kMostGraphs = 4;         // each keeps its memory

private:
    struct Graph
    {
        std::vector<std::int64_t> sizes; // of the input
        Pooling pooling = Pooling::Mean;
        at::Tensor input; // what the replay reads
        Output output;    // what it leaves
        Replay replay;    // empty after the first batch
    };

    Graph* find(const at::Tensor& input, Pooling pooling) const;
    void remember(const at::Tensor& input, Pooling pooling) const;
    bool record(Graph& graph, const at::Tensor& input) const;

    std::unique_ptr<ClipNetwork> m_network;
    Recorder m_recorder;
    mutable std::list<Graph> m_graphs; // the one used last comes first
    mutable bool m_records = true;
};

} // namespace dass
