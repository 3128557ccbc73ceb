#include "core/model/model_placement.h"

#include "core/base/error.h"

namespace dass {

namespace {

[[noreturn]] void refuse(const std::string& device, const std::string& reason)
{
    throw Error(ErrorCode::Unsupported, "device '" + device + "' cannot be used: " + reason + "; choose cpu or auto");
}

} // namespace

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
            choice.reason = choice.name + " (" + gpuName(*choice.gpu) + ") failed: " + describe(error);
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
