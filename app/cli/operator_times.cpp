#include "app/cli/operator_times.h"

#include <ATen/record_function.h>

#include <chrono>
#include <memory>
#include <string_view>
#include <utility>

namespace dass::cli {

namespace {

using Clock = std::chrono::steady_clock;

// Of the thread that measures. The callbacks are plain functions, so what they share has to be.
struct Tally
{
    int depth = 0;
    std::map<std::string, double> seconds; // by operator
    std::function<void()> finish;
};
thread_local Tally tally;

struct Started : at::ObserverContext
{
    Clock::time_point time = Clock::now();
};

std::unique_ptr<at::ObserverContext> start(const at::RecordFunction& /*function*/)
{
    ++tally.depth;
    return std::make_unique<Started>();
}

void end(const at::RecordFunction& function, at::ObserverContext* context)
{
    if (tally.depth == 1 && tally.finish)
        tally.finish();
    const std::chrono::duration<double> passed = Clock::now() - static_cast<Started*>(context)->time;
    if (--tally.depth == 0)
        tally.seconds[function.name()] += passed.count();
}

std::string_view kindOf(std::string_view name)
{
    if (name == "mkldnn::_linear_pointwise" || name == "aten::linear" || name == "aten::gelu" || name == "aten::add")
        return "linear layers, with bias, GELU and residual";
    if (name == "dass::ss2d_forward")
        return "SS2D: projections and scan";
    if (name.starts_with("dass::depthwise"))
        return "depthwise convolution and SiLU";
    if (name == "dass::layer_norm_forward")
        return "LayerNorm";
    if (name == "mkldnn::_convolution_pointwise" || name == "aten::conv2d")
        return "patch embedding and downsampling";
    return "other";
}

} // namespace

OperatorTimes::OperatorTimes(std::function<void()> finish)
{
    tally = {};
    tally.finish = std::move(finish);
    at::RecordFunctionCallback callback(start, end);
    callback.scopes({at::RecordScope::FUNCTION});
    m_callback = at::addThreadLocalCallback(callback);
}

OperatorTimes::~OperatorTimes()
{
    at::removeCallback(m_callback);
    tally.finish = {};
}

std::map<std::string, double> OperatorTimes::byKind() const
{
    std::map<std::string, double> seconds;
    for (const auto& [name, value] : tally.seconds)
        seconds[std::string(kindOf(name))] += value;
    return seconds;
}

} // namespace dass::cli
