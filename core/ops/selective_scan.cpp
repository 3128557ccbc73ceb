#include "core/ops/selective_scan.h"

#include "core/ops/ops.h"
#include "core/ops/selective_scan_tensors.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/library.h>

#include <optional>
#include <tuple>

namespace dass::ops {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;
using OptionalTensor = std::optional<at::Tensor>;

template <typename Body>
void forEachGroup(const SelectiveScanInputs& inputs, const Body& body)
{
    at::parallel_for(0, inputs.batch * inputs.groups, 1, [&](int64_t begin, int64_t end) {
        for (int64_t unit = begin; unit < end; ++unit)
            body(unit / inputs.groups, unit % inputs.groups);
    });
}

// y and, if asked for, the states before each chunk [B, K*D, chunks, N].
std::tuple<at::Tensor, at::Tensor> forwardCpu(const at::Tensor& u, const at::Tensor& delta, const at::Tensor& A,
                                              const at::Tensor& B, const at::Tensor& C, const OptionalTensor& D,
                                              const OptionalTensor& deltaBias, bool deltaSoftplus, bool keepForBackward)
{
    const auto inputs = selectiveScanInputs(u, delta, A, B, C, D, deltaBias, deltaSoftplus);
    auto y = at::empty_like(u);
    auto chunkStates =
        at::empty({keepForBackward ? inputs.batch : 0, u.size(1), inputs.chunks(), inputs.states}, u.options());
    float* const out = y.data_ptr<float>();
    float* const states = keepForBackward ? chunkStates.data_ptr<float>() : nullptr;
    forEachGroup(inputs, [&](int64_t image, int64_t group) { selectiveScanCpu(inputs, image, group, out, states); });
    return {y, chunkStates};
}

using Gradients = std::tuple<at::Tensor, at::Tensor, at::Tensor, at::Tensor, at::Tensor, at::Tensor, at::Tensor>;

Gradients backwardCpu(const at::Tensor& dy, const at::Tensor& u, const at::Tensor& delta, const at::Tensor& A,
                      const at::Tensor& B, const at::Tensor& C, const OptionalTensor& D,
                      const OptionalTensor& deltaBias, bool deltaSoftplus, const at::Tensor& chunkStates)
{
    const auto inputs = selectiveScanInputs(u, delta, A, B, C, D, deltaBias, deltaSoftplus);
    auto du = at::empty_like(u);
    auto dDelta = at::empty_like(u);
    auto dA = at::empty({inputs.batch, u.size(1), inputs.states}, u.options());
    auto dB = at::zeros_like(B);
    auto dC = at::zeros_like(C);
    auto dSkip = at::empty({D.has_value() ? inputs.batch : 0, u.size(1)}, u.options());
    auto dBias = at::empty({deltaBias.has_value() ? inputs.batch : 0, u.size(1)}, u.options());
    const SelectiveScanGradients gradients{du.data_ptr<float>(),
                                           dDelta.data_ptr<float>(),
                                           dA.data_ptr<float>(),
                                           dB.data_ptr<float>(),
                                           dC.data_ptr<float>(),
                                           D.has_value() ? dSkip.data_ptr<float>() : nullptr,
                                           deltaBias.has_value() ? dBias.data_ptr<float>() : nullptr};
    const float* const dyData = dy.const_data_ptr<float>();
    const float* const states = chunkStates.const_data_ptr<float>();
    forEachGroup(inputs, [&](int64_t image, int64_t group) {
        selectiveScanBackwardCpu(inputs, image, group, dyData, states, gradients);
    });
    return {du, dDelta, dA.sum(0), dB, dC, dSkip.sum(0), dBias.sum(0)};
}

class SelectiveScanFunction : public torch::autograd::Function<SelectiveScanFunction>
{
public:
    static at::Tensor forward(AutogradContext* context, const at::Tensor& u, const at::Tensor& delta,
                              const at::Tensor& A, const at::Tensor& B, const at::Tensor& C, const OptionalTensor& D,
                              const OptionalTensor& deltaBias, bool deltaSoftplus, bool keepForBackward)
    {
        static const auto op = c10::Dispatcher::singleton()
                                   .findSchemaOrThrow("dass::selective_scan_forward", "")
                                   .typed<decltype(forwardCpu)>();
        const at::AutoDispatchBelowADInplaceOrView guard;
        auto [y, chunkStates] = op.call(u, delta, A, B, C, D, deltaBias, deltaSoftplus, keepForBackward);
        if (keepForBackward) {
            context->save_for_backward(
                {u, delta, A, B, C, D.value_or(at::Tensor()), deltaBias.value_or(at::Tensor()), chunkStates});
            context->saved_data["deltaSoftplus"] = deltaSoftplus;
        }
        return y;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        static const auto op = c10::Dispatcher::singleton()
                                   .findSchemaOrThrow("dass::selective_scan_backward", "")
                                   .typed<decltype(backwardCpu)>();
        const auto saved = context->get_saved_variables();
        const auto optional = [](const at::Tensor& tensor) {
            return tensor.defined() ? OptionalTensor(tensor) : std::nullopt;
        };
        const auto [du, dDelta, dA, dB, dC, dSkip, dBias] =
            op.call(gradients[0].contiguous(), saved[0], saved[1], saved[2], saved[3], saved[4], optional(saved[5]),
                    optional(saved[6]), context->saved_data["deltaSoftplus"].toBool(), saved[7]);
        return {du,
                dDelta,
                dA,
                dB,
                dC,
                saved[5].defined() ? dSkip : at::Tensor(),
                saved[6].defined() ? dBias : at::Tensor(),
                at::Tensor(),
                at::Tensor()};
    }
};

void checkShape(const at::Tensor& tensor, at::IntArrayRef wanted, const char* name)
{
    TORCH_CHECK(tensor.sizes() == wanted, "selectiveScan: ", name, " has shape ", tensor.sizes(), ", wanted ", wanted);
}

at::Tensor selectiveScanOptional(const at::Tensor& u, const at::Tensor& delta, const at::Tensor& A, const at::Tensor& B,
                                 const at::Tensor& C, const OptionalTensor& D, const OptionalTensor& deltaBias,
                                 bool deltaSoftplus)
{
    return selectiveScan(u, delta, A, B, C, D.value_or(at::Tensor()), deltaBias.value_or(at::Tensor()), deltaSoftplus);
}

} // namespace

at::Tensor selectiveScan(const at::Tensor& u, const at::Tensor& delta, const at::Tensor& A, const at::Tensor& B,
                         const at::Tensor& C, const at::Tensor& D, const at::Tensor& deltaBias, bool deltaSoftplus)
{
    TORCH_CHECK(u.dim() == 3, "selectiveScan: u has shape ", u.sizes(), ", wanted [batch, groups * channels, length]");
    TORCH_CHECK(A.dim() == 2 && A.size(0) == u.size(1), "selectiveScan: A has shape ", A.sizes(), ", wanted [",
                u.size(1), ", states]");
    TORCH_CHECK(B.dim() == 4 && B.size(1) > 0 && u.size(1) % B.size(1) == 0, "selectiveScan: B has shape ", B.sizes(),
                ", wanted [batch, groups, states, length] with groups that divide ", u.size(1), " channels");
    const int64_t groups = B.size(1);
    checkShape(delta, u.sizes(), "delta");
    checkShape(B, {u.size(0), groups, A.size(1), u.size(2)}, "B");
    checkShape(C, B.sizes(), "C");
    if (D.defined())
        checkShape(D, {u.size(1)}, "D");
    if (deltaBias.defined())
        checkShape(deltaBias, {u.size(1)}, "deltaBias");

    const auto prepare = [](const at::Tensor& tensor) { return tensor.to(at::kFloat).contiguous(); };
    const auto optional = [&](const at::Tensor& tensor) {
        return tensor.defined() ? OptionalTensor(prepare(tensor)) : std::nullopt;
    };
    const auto requiresGrad = [](const at::Tensor& tensor) { return tensor.defined() && tensor.requires_grad(); };
    const bool keepForBackward =
        at::GradMode::is_enabled() && (requiresGrad(u) || requiresGrad(delta) || requiresGrad(A) || requiresGrad(B) ||
                                       requiresGrad(C) || requiresGrad(D) || requiresGrad(deltaBias));
    return SelectiveScanFunction::apply(prepare(u), prepare(delta), prepare(A), prepare(B), prepare(C), optional(D),
                                        optional(deltaBias), deltaSoftplus, keepForBackward)
        .to(u.scalar_type());
}

TORCH_LIBRARY_FRAGMENT(dass, library)
{
    library.def("selective_scan_forward(Tensor u, Tensor delta, Tensor A, Tensor B, Tensor C, Tensor? D, "
                "Tensor? delta_bias, bool delta_softplus, bool keep_for_backward) -> (Tensor, Tensor)");
    library.def("selective_scan_backward(Tensor dy, Tensor u, Tensor delta, Tensor A, Tensor B, Tensor C, Tensor? D, "
                "Tensor? delta_bias, bool delta_softplus, Tensor chunk_states) "
                "-> (Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor)");
    library.def("selective_scan(Tensor u, Tensor delta, Tensor A, Tensor B, Tensor C, Tensor? D, "
                "Tensor? delta_bias, bool delta_softplus) -> Tensor",
                &selectiveScanOptional);
}

TORCH_LIBRARY_IMPL(dass, CPU, library)
{
    library.impl("selective_scan_forward", &forwardCpu);
    library.impl("selective_scan_backward", &backwardCpu);
}

} // namespace dass::ops
