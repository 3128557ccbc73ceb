#include "core/inference/model_calls.h"

#include "core/model/block_cache.h"

#include <utility>

namespace dass {

ModelCalls::ModelCalls(TaggingModel& model, std::stop_token stop, PauseGate* gate)
    : m_model(model), m_stop(std::move(stop)), m_gate(gate)
{
    m_model.setStop(m_stop);
}

ModelCalls::~ModelCalls()
{
    m_model.setStop({});
    releaseFreedBlocks();
}

bool ModelCalls::make(const std::function<void(TaggingModel&)>& call)
{
    if (!m_gate) {
        call(m_model);
        return !m_stop.stop_requested();
    }
    while (const std::optional<std::stop_source> turn = m_gate->pass(m_stop)) {
        const std::stop_callback forward(m_stop, [source = *turn]() mutable { source.request_stop(); });
        m_model.setStop(turn->get_token());
        call(m_model);
        if (!turn->stop_requested())
            return true;
    }
    return false;
}

bool ModelCalls::makeOnce(const std::function<void(TaggingModel&)>& call)
{
    if (m_gate && !m_gate->pass(m_stop))
        return false;
    call(m_model);
    return !m_stop.stop_requested();
}

} // namespace dass
