#include "tests/cuda/operators_on_host.h"

#include "cuda/depthwise_conv.cuh"
#include "cuda/depthwise_conv_tensors.h"
#include "cuda/element_dispatch.h"
#include "cuda/fbank.cuh"
#include "cuda/fbank_tensors.h"
#include "cuda/layer_norm.cuh"
#include "cuda/layer_norm_tensors.h"
#include "cuda/ss2d_tensors.h"
#include "cuda/ss2d_tile.cuh"
#include "tests/cuda/host/host_launcher.h"

#include <ATen/ATen.h>
#include <torch/library.h>

#include <map>
#include <mutex>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace dass::cuda {

using host::BlockRunner;
using host::HostLauncher;

struct OperatorsOnHost::Registered
{
    OperatorsOnHost* owner;
    std::mutex mutex; // the runner has one thread
    BlockRunner runner;
    std::map<std::string, int> calls;
    torch::Library library{MAKE_TORCH_LIBRARY_IMPL(dass, CPU)};

    static inline Registered* now = nullptr;

    // Runs launches one at a time.
    static void run(const std::string& name, const std::function<void(const HostLauncher&)>& launches)
    {
        const std::scoped_lock lock(now->mutex);
        const int call = ++now->calls[name];
        if (now->owner->onCall)
            now->owner->onCall(name, call);
        launches(HostLauncher(now->runner));
    }

    static void fbank(const at::Tensor& sound, const at::Tensor& tables, at::IntArrayRef starts,
                      at::IntArrayRef samples, const at::Tensor& y)
    {
        run("fbank", [&](const HostLauncher& launcher) {
            fbankOf(sound, tables, starts, samples, y, [&](const FbankPass& pass) { fbankForward(launcher, pass); });
        });
    }

    static void layerNorm(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, double epsilon,
                          const at::Tensor& y)
    {
        run("layer_norm_forward", [&](const HostLauncher& launcher) {
            layerNormForwardOf(x, weight, bias, epsilon, y, [&](const LayerNormForwardPass& pass) {
                forElement(pass.type, [&](auto element) { cuda::layerNorm<decltype(element)>(launcher, pass); });
            });
        });
    }

    static void convolution(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& y)
    {
        run("depthwise_conv3x3_silu_forward", [&](const HostLauncher& launcher) {
            depthwiseConvForwardOf(x, weight, y, [&](const ConvForwardPass& pass) {
                forElement(pass.type, [&](auto element) { depthwiseConv<decltype(element)>(launcher, pass); });
            });
        });
    }

    static std::tuple<at::Tensor, at::Tensor> ss2d(const at::Tensor& x, const at::Tensor& xProjWeight,
                                                   const at::Tensor& dtProjsWeight, const at::Tensor& dtProjsBias,
                                                   const at::Tensor& aLogs, const at::Tensor& ds, const at::Tensor& y,
                                                   bool keepForBackward)
    {
        std::tuple<at::Tensor, at::Tensor> kept;
        run("ss2d_forward", [&](const HostLauncher& launcher) {
            kept = ss2dForwardOf(x, xProjWeight, dtProjsWeight, dtProjsBias, aLogs, ds, y, keepForBackward,
                                 [&](const Ss2dForwardPass& pass) {
                                     forElement(pass.inputs.type, [&](auto element) {
                                         forRank(pass.inputs.size.rank, [&](auto rank) {
                                             ss2dForward<decltype(element), rank()>(launcher, pass);
                                         });
                                     });
                                 });
        });
        return kept;
    }

    static void tile(const at::Tensor& x, const at::Tensor& projections, const at::Tensor& dtProjsWeight,
                     const at::Tensor& dtProjsBias, const at::Tensor& aLogs, const at::Tensor& ds,
                     const at::Tensor& starts, const at::Tensor& ends, const at::Tensor& dtSums, const at::Tensor& y)
    {
        run("ss2d_tile", [&](const HostLauncher& launcher) {
            ss2dTileOf(x, projections, dtProjsWeight, dtProjsBias, aLogs, ds, starts, ends, dtSums, y,
                       [&](const Ss2dTilePass& pass) {
                           forElement(pass.inputs.type, [&](auto element) {
                               forRank(pass.inputs.size.rank,
                                       [&](auto rank) { ss2dTile<decltype(element), rank()>(launcher, pass); });
                           });
                       });
        });
    }

    void add(const std::string& name)
    {
        if (name == "fbank")
            library.impl("fbank", &fbank);
        else if (name == "layer_norm_forward")
            library.impl("layer_norm_forward", &layerNorm);
        else if (name == "depthwise_conv3x3_silu_forward")
            library.impl("depthwise_conv3x3_silu_forward", &convolution);
        else if (name == "ss2d_forward")
            library.impl("ss2d_forward", &ss2d);
        else if (name == "ss2d_tile")
            library.impl("ss2d_tile", &tile);
        else
            throw std::invalid_argument("there is no kernel for '" + name + "' here");
    }
};

OperatorsOnHost::OperatorsOnHost(const std::vector<std::string>& names) : m_registered(std::make_unique<Registered>())
{
    m_registered->owner = this;
    Registered::now = m_registered.get();
    for (const std::string& name : names)
        m_registered->add(name);
}

OperatorsOnHost::~OperatorsOnHost()
{
    m_registered.reset();
    Registered::now = nullptr;
}

int OperatorsOnHost::calls(const std::string& name) const
{
    const auto found = m_registered->calls.find(name);
    return found == m_registered->calls.end() ? 0 : found->second;
}

const host::FaultLog& OperatorsOnHost::faults() const
{
    return m_registered->runner.faults();
}

} // namespace dass::cuda
