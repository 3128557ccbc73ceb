#pragma once

#include "core/distill/live_teacher.h"
#include "core/model/dass.h"

#include <ATen/core/grad_mode.h>

#include <utility>

namespace dass::distill {

class DassTeacher final : public LiveTeacher
{
public:
    DassTeacher(Dass network, Pooling pooling) : m_network(std::move(network)), m_pooling(pooling) {}

    at::Tensor logits(const TeacherView& view) const override
    {
        const at::NoGradGuard noGrad;
        ForwardOptions options;
        options.pooling = m_pooling;
        return m_network.forward(view.spectrograms, options).logits;
    }

private:
    Dass m_network;
    Pooling m_pooling;
};

} // namespace dass::distill
