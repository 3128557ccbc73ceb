#include "app/cli/verify/reference_kinds.h"
#include "app/cli/verify/reference_tensors.h"
#include "core/ops/ops.h"
#include "core/ops/reference.h"

#include <ATen/ATen.h>

namespace dass::cli {

void verifySelectiveScan(const SafetensorsFile& file, Verdict& verdict)
{
    // The inputs in the order of ops::selectiveScan; the gradient of each is "d<name>".
    const char* const names[] = {"u", "delta", "A", "B", "C", "D", "delta_bias"};
    std::vector<at::Tensor> inputs;
    const auto read = [&](const std::vector<std::int64_t>& wanted) {
        inputs.push_back(readInput(file, names[inputs.size()], wanted).to(verdict.device).requires_grad_(true));
        return inputs.back().sizes().vec();
    };
    const std::vector<std::int64_t> u = read({kAnyLength, kAnyLength, kAnyLength}); // clips, channels, length
    read(u);
    const std::int64_t states = read({u[1], kAnyLength})[1];
    // What the scan keeps for its gradients, a state at the beginning of every chunk, is of no input's size.
    requireModestSize("clips x channels x states x length / 32", {u[0], u[1], states, u[2] / 32 + 1});
    read(read({u[0], kAnyLength, states, u[2]})); // C is as B is
    read(read({u[1]}));
    const at::Tensor y =
        ops::selectiveScan(inputs[0], inputs[1], inputs[2], inputs[3], inputs[4], inputs[5], inputs[6], true);
    verdict.compare("y", y.detach(), file.at("y"));
    if (!file.contains("dy"))
        return;
    y.backward(readInput(file, "dy", u).to(verdict.device));
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const std::string gradient = std::string("d").append(names[i]);
        if (file.contains(gradient))
            verdict.compare(gradient, inputs[i].grad(), file.at(gradient));
    }
}

void verifyCrossScan(const SafetensorsFile& file, Verdict& verdict)
{
    const at::Tensor x = readInput(file, "x", {kAnyLength, kAnyLength, kAnyLength, kAnyLength});
    const at::Tensor scanned = ops::reference::crossScan(x);
    verdict.compare("scanned", scanned, file.at("scanned"));
    verdict.compare("merged", ops::reference::crossMerge(scanned, x.size(2), x.size(3)), file.at("merged"));
}

} // namespace dass::cli
