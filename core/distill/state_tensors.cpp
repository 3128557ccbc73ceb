#include "core/distill/state_tensors.h"

#include "core/base/error.h"
#include "core/base/one_line.h"
#include "core/model/tensor_io.h"

#include <ATen/ATen.h>

#include <utility>

namespace dass::distill {

namespace {

void requireWanted(const SafetensorsFile& file, const ShapeMap& wanted)
{
    for (const auto& [name, shape] : wanted) {
        if (!file.contains(name))
            failState(file.path(), "holds no tensor '" + name + "'");
        const StoredTensor& found = file.at(name);
        if (found.dtype != DType::F32)
            failState(file.path(),
                      "tensor '" + name + "' is of dtype " + std::string(nameOf(found.dtype)) + "; want F32");
        if (found.shape != shape)
            failState(file.path(),
                      "tensor '" + name + "' is of shape " + toString(found.shape) + "; want " + toString(shape));
    }
    for (const auto& [name, found] : file.tensors())
        if (!wanted.contains(name))
            failState(file.path(), "holds a tensor '" + oneLine(name) + "', of which the run knows nothing");
}

} // namespace

Parameters readStateTensors(const SafetensorsFile& file, const ShapeMap& wanted)
{
    requireWanted(file, wanted);
    Parameters tensors;
    for (const auto& [name, stored] : file.tensors()) {
        at::Tensor tensor = toTensor(stored);
        if (!at::isfinite(tensor).all().item<bool>())
            failState(file.path(),
                      "tensor '" + name + "' holds a value that is infinite or no number; want finite ones");
        tensors.emplace(name, std::move(tensor));
    }
    return tensors;
}

void failState(const std::filesystem::path& file, const std::string& what)
{
    throw Error(ErrorCode::BadFile, file.string() + ": " + what +
                                        "; start the run anew without --resume in another folder, or go on with "
                                        "another run");
}

} // namespace dass::distill
