#pragma once

#include "core/model/accelerator.h"

#include <c10/util/Exception.h>

#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

namespace dass {

// A device whose memory is main memory and whose failures are planned.
class FakeAccelerator final : public Accelerator
{
public:
    struct Plan
    {
        std::int64_t freeBytes = std::int64_t{1} << 40;
        std::int64_t mostInputs = 1'000'000; // more at a time run out of memory, whatever was free
        std::int64_t failsAfter = 1'000'000; // batches that are all right
        std::string failure = "CUDA error: an illegal memory access was encountered";
        bool failsLate = false;       // told by finish(), as most of CUDA's errors are
        bool dead = false;            // what is asked of it throws
        at::Device device = at::kCPU; // that it says its tensors are on

        // What it was asked for.
        std::vector<std::int64_t> batches; // inputs of each that was started
        int released = 0;
    };
    explicit FakeAccelerator(Plan& plan) : m_plan(plan) {}

    std::string name() const override { return "cuda:7"; }
    std::string title() const override { return "Fake GPU"; }
    at::Device device() const override { return m_plan.device; }

    std::int64_t freeBytes() const override
    {
        if (m_plan.dead)
            throw std::runtime_error(m_plan.failure);
        return m_plan.freeBytes;
    }

    void releaseIdle() override
    {
        ++m_plan.released;
        if (m_plan.dead)
            throw std::runtime_error(m_plan.failure);
    }

    at::Tensor upload(const at::Tensor& values) override
    {
        m_plan.batches.push_back(values.size(0));
        if (values.size(0) > m_plan.mostInputs)
            throw c10::OutOfMemoryError({__func__, __FILE__, 0}, "CUDA out of memory. Tried to allocate 2.00 GiB.");
        if (!m_plan.failsLate)
            countDown();
        return values.clone();
    }

    void finish() override
    {
        if (m_plan.failsLate)
            countDown();
    }

private:
    void countDown()
    {
        if (m_plan.dead || m_plan.failsAfter == 0) {
            m_plan.dead = true;
            throw c10::AcceleratorError({__func__, __FILE__, 0}, 700, m_plan.failure);
        }
        --m_plan.failsAfter;
    }

    Plan& m_plan;
};

} // namespace dass
