#pragma once

#include "core/distill/spec.h"
#include "core/model/parameters.h"

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dass::distill {

// A network of one of the architectures that can be trained. Several threads may ask it at once, but not while its
// parameters change.
class StudentNetwork
{
public:
    virtual ~StudentNetwork() = default;

    virtual const Parameters& parameters() const = 0; // by official name
    virtual std::int64_t classes() const = 0;

    // input [B, frames, 128], normalised -> logits [B, classes], with a graph, computed in the precision.
    virtual at::Tensor trainingLogits(const at::Tensor& input, Precision precision,
                                      const std::optional<at::Generator>& dropout) const = 0;
    // The same in fp32, without one.
    virtual at::Tensor logits(const at::Tensor& input) const = 0;

    // The same network with other parameters of the same names and shapes.
    virtual std::unique_ptr<StudentNetwork> with(Parameters parameters) const = 0;

    // model.safetensors and config.json. Throws Error(Io).
    virtual void save(const std::filesystem::path& folder, const Parameters& parameters,
                      const std::vector<Label>& labels) const = 0;

    // Throws Error(BadFile) that names the source and every missing, misshapen and unknown tensor, unless the values
    // are of this network's names and shapes.
    virtual void require(const Parameters& values, const std::string& source) const = 0;

    virtual std::string title() const = 0;       // "DASS 96-192-384-768"
    virtual std::string description() const = 0; // "A DASS audio tagger with blocks …, channels …"
    virtual std::string headBias() const = 0;    // name of the parameter

    std::int64_t parameterCount() const;
};

// What a student starts from.
struct StudentStart
{
    std::unique_ptr<StudentNetwork> network; // its parameters require gradients where a run trains them
    std::string replacedHead; // of a checkpoint with another number of classes, why its head is fresh; else empty
};

// Fresh weights from the seed, those of ImageNet (VMamba's or DeiT's) with a fresh head, or those of a checkpoint, with
// a fresh head where it tells another number of classes. Widths and depths have to be the specification's. Throws
// Error(BadFile, Unsupported, …) as the checkpoints' readers do, and Error(OutOfMemory) as requireTrainingMemory does.
StudentStart startStudent(const Spec& spec, std::int64_t classes);

} // namespace dass::distill
