#include "core/model/model_placement.h"

#include "core/base/error.h"

#include <ATen/ATen.h>

#include <utility>

namespace dass {

namespace {

[[noreturn]] void refuse(const std::string& device, const std::string& reason)
{
    throw Error(ErrorCode::Unsupported, "device '" + device + "' cannot be used: " + reason + "; choose cpu or auto");
}

std::string failureOf(const DeviceChoice& choice, const std::exception& error)
{
    return choice.name + " (" + gpuName(*choice.gpu) + ") failed: " + describe(error);
}

} // namespace

TriedGpu tryGpu(const std::string& device, const DeviceAccess& access)
{
    const DeviceChoice choice = chooseDevice(device, 0, access.places);
    if (!choice.gpu)
        return {};
    try {
        auto gpu = access.open(*choice.gpu, choice.name);
        const at::Tensor values = gpu->upload(at::ones({16, 16}));
        at::mm(values, values).to(at::kCPU);
        gpu->finish();
        return {std::move(gpu), {}};
    } catch (const std::exception& error) { // torch's, of a GPU that does not do what it says
        if (device != "auto")
            refuse(device, failureOf(choice, error));
        return {nullptr, failureOf(choice, error)};
    }
}

void requireDevice(const std::string& device, const DeviceAccess& access)
{
    chooseDevice(device, 0, access.places);
}

std::unique_ptr<TaggingModel> placeModel(const ModelOptions& options, const PlaceableModel& model,
                                         const DeviceAccess& access)
{
    DeviceChoice choice = chooseDevice(options.device, model.gpuBytes, access.places);
    if (choice.gpu && model.obstacle.empty()) {
        try {
            return model.onGpu(options, access.open(*choice.gpu, choice.name));
        } catch (const std::exception& error) { // torch's, of a GPU that does not do what it says
            choice.reason = failureOf(choice, error);
        }
    } else if (choice.gpu) {
        choice.reason = model.obstacle;
    }
    if (choice.gpu && options.device != "auto")
        refuse(options.device, choice.reason);
    auto onCpu = model.onCpu(options);
    onCpu->setWhyCpu(choice.reason);
    return onCpu;
}

} // namespace dass
