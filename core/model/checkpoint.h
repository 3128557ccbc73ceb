#pragma once

#include "core/model/layouts.h"
#include "core/model/tagging_model.h"
#include "core/model/weights_file.h"

#include <filesystem>
#include <string>
#include <vector>

namespace dass {

// A DASS model as it lies on the disk, in any layout, ready to become a Dass.
struct Checkpoint
{
    std::filesystem::path path; // the weights file
    Layout layout = Layout::Official;
    DassConfig config;
    Parameters parameters;     // exactly the config's, fp32, contiguous, of their own memory
    std::vector<Label> labels; // [classes]
    std::string name;          // for people: the model card's title, else the folder's or the file's name
    Pooling pooling = Pooling::Mean;
};

// From a weights file (.safetensors or anything torch.save wrote, told apart by contents), a folder with config.json
// and model.safetensors, or the name of an installed model (of resources/models, else of models in
// the person's data folder). Strict: every unknown, missing
// and misshapen tensor is listed in one Error(BadFile). Also throws NotFound, Io, and Unsupported for models that are
// no DASS.
Checkpoint loadCheckpoint(const std::filesystem::path& path);

// Writes config.json and model.safetensors in the Hugging Face layout; the folder is made when it is not there.
// Labels may be empty when unknown. Throws Error(Io).
void saveHuggingFace(const std::filesystem::path& folder, const DassConfig& config, const Parameters& parameters,
                     const std::vector<Label>& labels, Pooling pooling = Pooling::Mean);

// Weights to start a student from: everything but the head from VMamba's ImageNet
// checkpoint or another DASS, the first convolution summed over its input channels; the head fresh from the seed. The
// checkpoint's body must be the config's.
Parameters imageNetParameters(const DassConfig& config, const std::filesystem::path& file, std::uint64_t seed);

} // namespace dass
