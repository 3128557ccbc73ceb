#pragma once

#include "core/inference/pause_gate.h"
#include "core/model/tagging_model.h"

#include <functional>
#include <stop_token>

namespace dass {

// The calls that one run makes of its model: a stop request and a pause end the call under way. However the run ends,
// the model forgets its token and its idle buffers go back to the system.
class ModelCalls
{
public:
    // All outlive this object; gate may be null.
    ModelCalls(TaggingModel& model, std::stop_token stop, PauseGate* gate);
    ~ModelCalls();
    ModelCalls(const ModelCalls&) = delete;
    ModelCalls& operator=(const ModelCalls&) = delete;

    const TaggingModel& model() const { return m_model; }

    // Makes the call, again when a pause came in between. False once a stop was asked for: outputs are then
    // unspecified.
    bool make(const std::function<void(TaggingModel&)>& call);

    // For calls that go on from the one before and cannot be made again: waits while paused, then makes it; only a stop
    // request ends it early. False as above. Not to be mixed with make().
    bool makeOnce(const std::function<void(TaggingModel&)>& call);

private:
    TaggingModel& m_model;
    std::stop_token m_stop;
    PauseGate* m_gate;
};

} // namespace dass
