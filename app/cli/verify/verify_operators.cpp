#include "app/cli/verify/reference_kinds.h"
#include "core/model/tensor_io.h"
#include "core/ops/ops.h"
#include "core/ops/reference.h"

#include <ATen/ATen.h>

namespace dass::cli {

void verifySelectiveScan(const SafetensorsFile& file, Verdict& verdict)
{
    // Names of the inputs in the order of ops::selectiveScan; the gradient of each is "d<name>".
    const char* const names[] = {"u", "delta", "A", "B", "C", "D", "delta_bias"};
    std::vector<at::Tensor> inputs;
    for (const char* name : names)
        inputs.push_back(readTensor(file, name).to(verdict.device).requires_grad_(true));
    const at::Tensor y =
        ops::selectiveScan(inputs[0], inputs[1], inputs[2], inputs[3], inputs[4], inputs[5], inputs[6], true);
    verdict.compare("y", y.detach(), readTensor(file, "y"));
    if (!file.contains("dy"))
        return;
    y.backward(readTensor(file, "dy").to(verdict.device));
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const std::string gradient = std::string("d").append(names[i]);
        if (file.contains(gradient))
            verdict.compare(gradient, inputs[i].grad(), readTensor(file, gradient));
    }
}

void verifyCrossScan(const SafetensorsFile& file, Verdict& verdict)
{
    const at::Tensor x = readTensor(file, "x");
    const at::Tensor scanned = ops::reference::crossScan(x);
    verdict.compare("scanned", scanned, readTensor(file, "scanned"));
    verdict.compare("merged", ops::reference::crossMerge(scanned, x.size(2), x.size(3)), readTensor(file, "merged"));
}

} // namespace dass::cli
