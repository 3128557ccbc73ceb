#include "core/model/graphed_network.h"

#include "core/ops/device_graph.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <utility>

namespace dass {

GraphedNetwork::Replay GraphedNetwork::onDevice(const at::Tensor& on, const std::function<void()>& work)
{
    const auto graph = std::make_shared<ops::DeviceGraph>(on, work);
    return [graph] { graph->replay(); };
}

GraphedNetwork::GraphedNetwork(std::unique_ptr<ClipNetwork> network, Recorder recorder)
    : m_network(std::move(network)), m_recorder(std::move(recorder))
{
}

// Null for one that was not seen lately.
GraphedNetwork::Graph* GraphedNetwork::find(const at::Tensor& input, Pooling pooling) const
{
    const auto found = std::ranges::find_if(m_graphs, [&](const Graph& graph) {
        return graph.pooling == pooling && input.sizes() == at::IntArrayRef(graph.sizes);
    });
    if (found == m_graphs.end())
        return nullptr;
    m_graphs.splice(m_graphs.begin(), m_graphs, found);
    return &m_graphs.front();
}

void GraphedNetwork::remember(const at::Tensor& input, Pooling pooling) const
{
    if (m_graphs.size() == kMostGraphs)
        m_graphs.pop_back();
    Graph& graph = m_graphs.emplace_front();
    graph.sizes = input.sizes().vec();
    graph.pooling = pooling;
}

// False when there is nothing to replay.
bool GraphedNetwork::record(Graph& graph, const at::Tensor& input) const
{
    try {
        graph.input = input.clone();
        // The libraries' handles are a thread's own and cannot be made while one records; this may be another thread
        // than that of the first batch.
        m_network->forward(graph.input, graph.pooling, {});
        graph.replay = m_recorder(
            graph.input, [this, &graph] { graph.output = m_network->forward(graph.input, graph.pooling, {}); });
        return true;
    } catch (const std::exception&) { // e.g. not enough memory for one that stays: it runs as ever
        m_graphs.clear();
        m_records = false;
        return false;
    }
}

ClipNetwork::Output GraphedNetwork::forward(const at::Tensor& input, Pooling pooling, const std::stop_token& stop) const
{
    if (!m_records || input.size(0) * input.size(1) > kMostFrames)
        return m_network->forward(input, pooling, stop);
    Graph* const graph = find(input, pooling);
    if (graph == nullptr) {
        Output output = m_network->forward(input, pooling, stop);
        if (output.logits.defined())
            remember(input, pooling);
        return output;
    }
    if (stop.stop_requested())
        return {};
    if (!graph->replay && !record(*graph, input))
        return m_network->forward(input, pooling, stop);
    graph->input.copy_(input);
    graph->replay();
    return graph->output;
}

at::Tensor GraphedNetwork::denseLogits(const at::Tensor& input, std::int64_t columns, const std::stop_token& stop) const
{
    return m_network->denseLogits(input, columns, stop);
}

std::int64_t GraphedNetwork::workingBytes(std::int64_t batch, std::int64_t frames) const
{
    return m_network->workingBytes(batch, frames);
}

bool GraphedNetwork::releaseKept()
{
    const bool kept = std::ranges::any_of(m_graphs, [](const Graph& graph) { return graph.replay != nullptr; });
    m_graphs.clear();
    m_records = m_records && !kept;
    return kept;
}

} // namespace dass
