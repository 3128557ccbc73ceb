#include "core/ops/ops.h"
#include "core/ops/ss2d_kernels.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/library.h>

#include <string>
#include <tuple>

namespace dass::ops {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

void checkParameter(const at::Tensor& tensor, at::IntArrayRef wanted, const char* name, const at::Tensor& x)
{
    TORCH_CHECK(tensor.defined() && tensor.sizes() == wanted, "ss2d: ", name, " has shape ",
                tensor.defined() ? tensor.sizes() : at::IntArrayRef{}, ", wanted ", wanted);
    TORCH_CHECK(tensor.scalar_type() == at::kFloat, "ss2d: ", name, " is ", tensor.scalar_type(), ", wanted Float");
    TORCH_CHECK(tensor.device() == x.device(), "ss2d: ", name, " is on ", tensor.device(), ", x is on ", x.device());
}

void checkInputs(const at::Tensor& x, const at::Tensor& xProjWeight, const at::Tensor& dtProjsWeight,
                 const at::Tensor& dtProjsBias, const at::Tensor& aLogs, const at::Tensor& ds)
{
    TORCH_CHECK(x.dim() == 4, "ss2d: x has shape ", x.sizes(), ", wanted [batch, height, width, channels]");
    TORCH_CHECK(x.numel() > 0, "ss2d: x is empty, shape ", x.sizes());
    TORCH_CHECK(dtProjsWeight.dim() == 3, "ss2d: dtProjsWeight has shape ", dtProjsWeight.sizes(),
                ", wanted [4, channels, rank]");
    TORCH_CHECK(aLogs.dim() == 2, "ss2d: aLogs has shape ", aLogs.sizes(), ", wanted [4 * channels, states]");
    const int64_t channels = x.size(3);
    const int64_t rank = dtProjsWeight.size(2);
    const int64_t states = aLogs.size(1);
    checkParameter(xProjWeight, {kDirections, rank + 2 * states, channels}, "xProjWeight", x);
    checkParameter(dtProjsWeight, {kDirections, channels, rank}, "dtProjsWeight", x);
    checkParameter(dtProjsBias, {kDirections, channels}, "dtProjsBias", x);
    checkParameter(aLogs, {kDirections * channels, states}, "aLogs", x);
    checkParameter(ds, {kDirections * channels}, "ds", x);
}

std::tuple<at::Tensor, at::Tensor> callForward(const at::Tensor& x, const at::Tensor& xProjWeight,
                                               const at::Tensor& dtProjsWeight, const at::Tensor& dtProjsBias,
                                               const at::Tensor& aLogs, const at::Tensor& ds, const at::Tensor& y,
                                               bool keepForBackward)
{
    static const auto op = c10::Dispatcher::singleton()
                               .findSchemaOrThrow("dass::ss2d_forward", "")
                               .typed<std::tuple<at::Tensor, at::Tensor>(
                                   const at::Tensor&, const at::Tensor&, const at::Tensor&, const at::Tensor&,
                                   const at::Tensor&, const at::Tensor&, const at::Tensor&, bool)>();
    return op.call(x, xProjWeight, dtProjsWeight, dtProjsBias, aLogs, ds, y, keepForBackward);
}

Ss2dGradients callBackward(const at::Tensor& dy, const at::Tensor& x, const at::Tensor& xProjWeight,
                           const at::Tensor& dtProjsWeight, const at::Tensor& dtProjsBias, const at::Tensor& aLogs,
                           const at::Tensor& ds, const at::Tensor& projections, const at::Tensor& chunkStates)
{
    static const auto op = c10::Dispatcher::singleton()
                               .findSchemaOrThrow("dass::ss2d_backward", "")
                               .typed<Ss2dGradients(const at::Tensor&, const at::Tensor&, const at::Tensor&,
                                                    const at::Tensor&, const at::Tensor&, const at::Tensor&,
                                                    const at::Tensor&, const at::Tensor&, const at::Tensor&)>();
    return op.call(dy, x, xProjWeight, dtProjsWeight, dtProjsBias, aLogs, ds, projections, chunkStates);
}

class Ss2dFunction : public torch::autograd::Function<Ss2dFunction>
{
public:
    static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::Tensor& xProjWeight,
                              const at::Tensor& dtProjsWeight, const at::Tensor& dtProjsBias, const at::Tensor& aLogs,
                              const at::Tensor& ds)
    {
        const at::AutoDispatchBelowADInplaceOrView guard;
        const auto y = at::empty_like(x);
        const auto [projections, chunkStates] =
            callForward(x, xProjWeight, dtProjsWeight, dtProjsBias, aLogs, ds, y, true);
        context->save_for_backward({x, xProjWeight, dtProjsWeight, dtProjsBias, aLogs, ds, projections, chunkStates});
        return y;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        const auto saved = context->get_saved_variables();
        auto [dx, dXProj, dDtProjs, dDtBias, dALogs, dDs] = callBackward(
            gradients[0].contiguous(), saved[0], saved[1], saved[2], saved[3], saved[4], saved[5], saved[6], saved[7]);
        return {dx, dXProj, dDtProjs, dDtBias, dALogs, dDs};
    }
};

} // namespace

at::Tensor ss2d(const at::Tensor& x, const at::Tensor& xProjWeight, const at::Tensor& dtProjsWeight,
                const at::Tensor& dtProjsBias, const at::Tensor& aLogs, const at::Tensor& ds)
{
    const bool needsGradient = at::GradMode::is_enabled() &&
                               (x.requires_grad() || xProjWeight.requires_grad() || dtProjsWeight.requires_grad() ||
                                dtProjsBias.requires_grad() || aLogs.requires_grad() || ds.requires_grad());
    if (needsGradient) {
        checkInputs(x, xProjWeight, dtProjsWeight, dtProjsBias, aLogs, ds);
        return Ss2dFunction::apply(x.contiguous(), xProjWeight.contiguous(), dtProjsWeight.contiguous(),
                                   dtProjsBias.contiguous(), aLogs.contiguous(), ds.contiguous());
    }
    auto y = at::empty(x.sizes(), x.options());
    ss2dOut(x, xProjWeight, dtProjsWeight, dtProjsBias, aLogs, ds, y);
    return y;
}

void ss2dOut(const at::Tensor& x, const at::Tensor& xProjWeight, const at::Tensor& dtProjsWeight,
             const at::Tensor& dtProjsBias, const at::Tensor& aLogs, const at::Tensor& ds, const at::Tensor& y)
{
    checkInputs(x, xProjWeight, dtProjsWeight, dtProjsBias, aLogs, ds);
    TORCH_CHECK(y.sizes() == x.sizes() && y.scalar_type() == x.scalar_type() && y.is_contiguous() && !y.is_alias_of(x),
                "ss2d: y must be contiguous, of x's shape ", x.sizes(), " and type ", x.scalar_type(),
                ", and other memory than x; got ", y.sizes(), " ", y.scalar_type());
    callForward(x.contiguous(), xProjWeight.contiguous(), dtProjsWeight.contiguous(), dtProjsBias.contiguous(),
                aLogs.contiguous(), ds.contiguous(), y, false);
}

TORCH_LIBRARY_FRAGMENT(dass, library)
{
    library.def("ss2d_forward(Tensor x, Tensor x_proj_weight, Tensor dt_projs_weight, Tensor dt_projs_bias, "
                "Tensor a_logs, Tensor ds, Tensor(a!) y, bool keep_for_backward) -> (Tensor, Tensor)");
    library.def("ss2d_backward(Tensor dy, Tensor x, Tensor x_proj_weight, Tensor dt_projs_weight, "
                "Tensor dt_projs_bias, Tensor a_logs, Tensor ds, Tensor projections, Tensor chunk_states) "
                "-> (Tensor, Tensor, Tensor, Tensor, Tensor, Tensor)");
    library.def("ss2d(Tensor x, Tensor x_proj_weight, Tensor dt_projs_weight, Tensor dt_projs_bias, Tensor a_logs, "
                "Tensor ds) -> Tensor",
                &ss2d);
}

TORCH_LIBRARY_IMPL(dass, CPU, library)
{
    library.impl("ss2d_forward", &ss2dForwardCpu);
    library.impl("ss2d_backward", &ss2dBackwardCpu);
}

} // namespace dass::ops
