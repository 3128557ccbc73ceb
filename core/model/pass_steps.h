#pragma once

#include <ATen/core/Tensor.h>

#include <functional>

namespace dass {

// Does a pass's operations one by one; from the moment a stop is asked for, none, and what they give is undefined.
class PassSteps
{
public:
    // Keeps a reference.
    explicit PassSteps(const std::function<bool()>& stopRequested) : m_stopRequested(stopRequested) {}

    template <class Operation>
    at::Tensor operator()(const Operation& operation)
    {
        m_stopped = m_stopped || (m_stopRequested && m_stopRequested());
        return m_stopped ? at::Tensor() : operation();
    }
    bool stopped() const { return m_stopped; }
    void stop() { m_stopped = true; }

private:
    const std::function<bool()>& m_stopRequested;
    bool m_stopped = false;
};

} // namespace dass
