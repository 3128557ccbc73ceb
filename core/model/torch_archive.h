#pragma once

#include "core/model/tensor_io.h"

#include <filesystem>
#include <string>
#include <vector>

namespace dass {

// The named tensors of a checkpoint that torch.save wrote (.pth, .pt, .ckpt: a zip with a pickle and raw storages). The
// dict that holds them may be the whole file or lie under "state_dict", "model" or "model_state_dict"; entries that are
// no tensors, and everything beside that dict (optimizer, callbacks), are left out. Only what the tensors handed out
// lie in is read. The file is read as data: nothing in it is run. Throws Error: BadFile (damaged, lying, or an attack,
// naming what it tries to call), Unsupported (the format before torch 1.6; compressed or encrypted entries).
NamedTensors readTorchArchive(const std::filesystem::path& path);
NamedTensors readTorchArchive(const std::filesystem::path& path, const TensorChoice& choose); // the chosen ones alone

// Their names alone, sorted; no storage is read.
std::vector<std::string> tensorNamesInTorchArchive(const std::filesystem::path& path);

// The same tensors without values (withoutValues): names, shapes and dtypes.
NamedTensors readTorchShapes(const std::filesystem::path& path);

// Whether the contents look like a zip file or a bare pickle.
bool looksLikeTorchFile(const std::filesystem::path& path);

} // namespace dass
