#include "core/model/recompute.h"

#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>

#include <utility>

namespace dass {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;
using Part = std::function<at::Tensor(const at::Tensor&)>;

// What the context keeps beside tensors has to be a value of torch's own kinds.
struct KeptPart : torch::CustomClassHolder
{
    explicit KeptPart(Part keptPart) : part(std::move(keptPart)) {}
    Part part;
};

class Recomputed : public torch::autograd::Function<Recomputed>
{
public:
    static at::Tensor forward(AutogradContext* context, const at::Tensor& x, at::TensorList parameters,
                              const c10::intrusive_ptr<KeptPart>& kept)
    {
        variable_list saved{x};
        saved.insert(saved.end(), parameters.begin(), parameters.end());
        context->save_for_backward(std::move(saved));
        context->saved_data["part"] = c10::IValue::make_capsule(kept);
        const at::AutoGradMode without(false);
        return kept->part(x);
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        variable_list inputs = context->get_saved_variables();
        inputs[0] = inputs[0].detach().requires_grad_();
        const auto kept = c10::static_intrusive_pointer_cast<KeptPart>(context->saved_data["part"].toCapsule());
        const at::AutoGradMode with(true);
        variable_list results = torch::autograd::grad({kept->part(inputs[0])}, inputs, {gradients[0]});
        results.emplace_back(); // the part itself has no gradient
        return results;
    }
};

} // namespace

at::Tensor recomputed(Part part, const at::Tensor& x, const std::vector<at::Tensor>& parameters)
{
    return Recomputed::apply(x, at::TensorList(parameters), c10::make_intrusive<KeptPart>(std::move(part)));
}

} // namespace dass
