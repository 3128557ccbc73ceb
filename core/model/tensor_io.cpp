#include "core/model/tensor_io.h"

#include "core/base/error.h"

#include <ATen/ATen.h>

#include <utility>

namespace dass {

namespace {

constexpr std::pair<DType, at::ScalarType> kDTypes[] = {
    {DType::Bool, at::kBool},  {DType::U8, at::kByte},   {DType::I8, at::kChar},       {DType::U16, at::kUInt16},
    {DType::I16, at::kShort},  {DType::F16, at::kHalf},  {DType::BF16, at::kBFloat16}, {DType::U32, at::kUInt32},
    {DType::I32, at::kInt},    {DType::F32, at::kFloat}, {DType::U64, at::kUInt64},    {DType::I64, at::kLong},
    {DType::F64, at::kDouble},
};

DType dtypeOf(const std::string& name, at::ScalarType type)
{
    for (const auto& [ours, torchs] : kDTypes)
        if (torchs == type)
            return ours;
    throw Error(ErrorCode::Unsupported,
                "tensor '" + name + "' has a dtype that safetensors cannot hold: " + at::toString(type));
}

} // namespace

at::ScalarType scalarTypeOf(DType dtype)
{
    for (const auto& [ours, torchs] : kDTypes)
        if (ours == dtype)
            return torchs;
    throw Error(ErrorCode::Unsupported, "tensors of dtype " + std::string(nameOf(dtype)) + " cannot be used");
}

at::Tensor withoutValues(const std::vector<std::int64_t>& shape, at::ScalarType type)
{
    return at::empty(shape, at::TensorOptions(type).device(at::kMeta));
}

at::Tensor toTensor(const StoredTensor& stored)
{
    at::Tensor tensor = at::empty(stored.shape, scalarTypeOf(stored.dtype));
    stored.read(0, {static_cast<std::byte*>(tensor.mutable_data_ptr()), tensor.nbytes()});
    return tensor;
}

at::Tensor readTensor(const SafetensorsFile& file, const std::string& name)
{
    return toTensor(file.at(name));
}

NamedTensors shapesIn(const SafetensorsFile& file)
{
    NamedTensors shapes;
    for (const auto& [name, stored] : file.tensors())
        shapes.emplace(name, withoutValues(stored.shape, scalarTypeOf(stored.dtype)));
    return shapes;
}

NamedTensors readTensors(const SafetensorsFile& file)
{
    NamedTensors tensors;
    for (const auto& [name, stored] : file.tensors())
        tensors.emplace(name, toTensor(stored));
    return tensors;
}

NamedTensors readTensors(const SafetensorsFile& file, const TensorChoice& choose)
{
    NamedTensors tensors;
    for (const std::string& name : choose(shapesIn(file)))
        tensors.emplace(name, readTensor(file, name));
    return tensors;
}

void writeTensors(const std::filesystem::path& path, const NamedTensors& tensors,
                  const std::map<std::string, std::string>& metadata)
{
    std::vector<at::Tensor> kept; // what the spans below point into
    std::map<std::string, TensorInfo> infos;
    for (const auto& [name, tensor] : tensors) {
        kept.push_back(tensor.detach().cpu().contiguous());
        const at::Tensor& flat = kept.back();
        infos.emplace(name, TensorInfo{dtypeOf(name, flat.scalar_type()),
                                       flat.sizes().vec(),
                                       {static_cast<const std::byte*>(flat.const_data_ptr()), flat.nbytes()}});
    }
    writeSafetensors(path, infos, metadata);
}

} // namespace dass
