#pragma once

#include "core/model/accelerator.h"
#include "core/model/device.h"
#include "core/model/tagging_model.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace dass {

// A model that was read and can be made on any device.
struct PlaceableModel
{
    std::string obstacle;      // why it cannot be on a GPU, in words; empty: it can
    std::int64_t gpuBytes = 0; // of its memory that the weights and one training clip take
    std::function<std::unique_ptr<TaggingModel>(const ModelOptions& options)> onCpu;
    std::function<std::unique_ptr<TaggingModel>(const ModelOptions& options, std::unique_ptr<Accelerator>)> onGpu;
};

// How a GPU is opened; tests have GPUs of their own.
struct DeviceAccess
{
    CudaPlaces places = {};
    std::function<std::unique_ptr<Accelerator>(int index, const std::string& title)> open = openCuda;
};

// The model where the options want it. With "auto" whatever keeps it from a GPU is in its whyCpu(); else it is an
// Error(Unsupported).
std::unique_ptr<TaggingModel> placeModel(const ModelOptions& options, const PlaceableModel& model,
                                         const DeviceAccess& access = {});

// A GPU for what is no model.
struct TriedGpu
{
    std::unique_ptr<Accelerator> gpu; // null: the CPU
    std::string failure;              // of one that "auto" would have taken, in words; else empty
};

// That which a person's choice comes to, tried with a small product. Throws as placeModel.
TriedGpu tryGpu(const std::string& device, const DeviceAccess& access = {});

// Throws at once what placeModel would throw whatever the model is: before it is read, which takes seconds.
void requireDevice(const std::string& device, const DeviceAccess& access = {});

} // namespace dass
