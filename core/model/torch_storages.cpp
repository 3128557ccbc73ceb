#include "core/model/torch_storages.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace dass {

namespace {

constexpr std::int64_t kLittleStorage = 64 << 20; // that may be read for any tensors, however small …
constexpr double kMostSpread = 4;                 // … and how many times their own size beyond it

// Elements of a storage that are read together.
struct StoragePart
{
    std::int64_t begin = 0;
    std::int64_t end = 0;
    at::Tensor values;
};

struct NeededStorage
{
    DType dtype = DType::F32;
    std::int64_t elements = 0;
    std::vector<StoragePart> parts; // ascending
};

using NeededStorages = std::map<std::string, NeededStorage>; // by their keys

std::int64_t storageBytes(std::int64_t elements, DType dtype)
{
    return elements * static_cast<std::int64_t>(sizeOf(dtype));
}

// Overlapping parts as one. Where most of the storage is asked for it is read whole, so that its checksum tells damage.
void joinParts(NeededStorage& storage)
{
    std::ranges::sort(storage.parts, {}, &StoragePart::begin);
    std::vector<StoragePart> joined;
    std::int64_t elements = 0;
    for (const StoragePart& part : storage.parts) {
        const std::int64_t before = joined.empty() ? 0 : joined.back().end;
        elements += std::max<std::int64_t>(part.end - std::max(part.begin, before), 0);
        if (!joined.empty() && part.begin < before)
            joined.back().end = std::max(before, part.end);
        else
            joined.push_back(part);
    }
    if (elements > storage.elements / 2)
        joined = {{0, storage.elements, {}}};
    storage.parts = std::move(joined);
}

// The storages with the parts that the tensors lie in.
NeededStorages neededStorages(const ZipArchive& zip, const std::string& folder,
                              const std::map<std::string, const PickleValue*>& wanted)
{
    NeededStorages storages;
    for (const auto& [name, tensor] : wanted) {
        const PickleValue& stored = *tensor->items.front();
        const auto [found, isNew] = storages.try_emplace(stored.text, NeededStorage{stored.dtype, stored.integer, {}});
        NeededStorage& storage = found->second;
        if (storage.elements != stored.integer || storage.dtype != stored.dtype)
            zip.fail("it describes storage '" + stored.text + "' in two different ways");
        if (isNew) {
            const std::string entry = folder + stored.text;
            const std::uint64_t bytes = zip.sizeOf(entry);
            if (bytes / sizeOf(stored.dtype) != static_cast<std::uint64_t>(stored.integer) ||
                bytes % sizeOf(stored.dtype) != 0)
                zip.fail("its entry '" + entry + "' has " + std::to_string(bytes) + " bytes, a storage of " +
                         std::to_string(stored.integer) + " elements of " + std::string(nameOf(stored.dtype)) +
                         " was wanted");
        }
        if (tensor->end > tensor->integer)
            storage.parts.push_back({tensor->integer, tensor->end, {}});
    }
    for (auto& [key, storage] : storages)
        joinParts(storage);
    return storages;
}

// Throws where far more would be read than the tensors hold, naming the one that lies in the most of it.
void requireDense(const ZipArchive& zip, const NeededStorages& storages,
                  const std::map<std::string, const PickleValue*>& wanted)
{
    std::int64_t read = 0;
    for (const auto& [key, storage] : storages)
        for (const StoragePart& part : storage.parts)
            read += storageBytes(part.end - part.begin, storage.dtype);
    double held = 0; // tensors that overlap count each
    std::int64_t widest = 0;
    std::string widestName;
    for (const auto& [name, tensor] : wanted) {
        const DType dtype = tensor->items.front()->dtype;
        held += static_cast<double>(storageBytes(elementsOf(tensor->shape), dtype));
        if (const std::int64_t reach = storageBytes(tensor->end - tensor->integer, dtype); reach > widest) {
            widest = reach;
            widestName = name;
        }
    }
    if (read > kLittleStorage && static_cast<double>(read) > kMostSpread * held)
        zip.fail("its tensors hold " + std::to_string(static_cast<std::int64_t>(held)) +
                 " bytes and are scattered over " + std::to_string(read) + ", '" + widestName + "' over " +
                 std::to_string(widest) + " of them; contiguous ones were wanted");
}

at::Tensor tensorOver(const NeededStorage& storage, const PickleValue& tensor)
{
    if (tensor.end == tensor.integer)
        return at::empty(tensor.shape, scalarTypeOf(storage.dtype));
    const auto next = std::ranges::upper_bound(storage.parts, tensor.integer, {}, &StoragePart::begin);
    const StoragePart& part = *std::prev(next);
    return part.values.as_strided(tensor.shape, tensor.strides, tensor.integer - part.begin);
}

} // namespace

NamedTensors readFromStorages(ZipArchive& zip, const std::string& folder,
                              const std::map<std::string, const PickleValue*>& wanted)
{
    NeededStorages storages = neededStorages(zip, folder, wanted);
    requireDense(zip, storages, wanted);
    for (auto& [key, storage] : storages) {
        for (StoragePart& part : storage.parts) {
            part.values = at::empty({part.end - part.begin}, scalarTypeOf(storage.dtype));
            zip.read(folder + key, static_cast<std::uint64_t>(storageBytes(part.begin, storage.dtype)),
                     {static_cast<std::byte*>(part.values.mutable_data_ptr()), part.values.nbytes()});
        }
    }
    NamedTensors tensors;
    for (const auto& [name, tensor] : wanted)
        tensors.emplace(name, tensorOver(storages.at(tensor->items.front()->text), *tensor));
    return tensors;
}

} // namespace dass
