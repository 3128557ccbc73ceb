#include "core/ops/device_graph.h"

#include <ATen/core/dispatch/Dispatcher.h>
#include <torch/library.h>

namespace dass::ops {

namespace {

std::int64_t begin(const at::Tensor& on)
{
    static const auto op = c10::Dispatcher::singleton()
                               .findSchemaOrThrow("dass::device_graph_begin", "")
                               .typed<std::int64_t(const at::Tensor&)>();
    return op.call(on);
}

void call(const char* name, const at::Tensor& on, std::int64_t number)
{
    c10::Dispatcher::singleton().findSchemaOrThrow(name, "").typed<void(const at::Tensor&, std::int64_t)>().call(
        on, number);
}

} // namespace

DeviceGraph::DeviceGraph(const at::Tensor& on, const std::function<void()>& work) : m_on(on), m_number(begin(on))
{
    try {
        work();
        call("dass::device_graph_end", m_on, m_number);
    } catch (...) {
        call("dass::device_graph_free", m_on, m_number); // ends the recording, too
        throw;
    }
}

DeviceGraph::~DeviceGraph()
{
    try {
        call("dass::device_graph_free", m_on, m_number);
    } catch (const std::exception&) { // of a GPU that failed meanwhile nothing is left to be freed
    }
}

void DeviceGraph::replay() const
{
    call("dass::device_graph_replay", m_on, m_number);
}

TORCH_LIBRARY_FRAGMENT(dass, library)
{
    library.def("device_graph_begin(Tensor on) -> int");
    library.def("device_graph_end(Tensor on, int graph) -> ()");
    library.def("device_graph_replay(Tensor on, int graph) -> ()");
    library.def("device_graph_free(Tensor on, int graph) -> ()");
}

} // namespace dass::ops
