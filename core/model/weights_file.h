#pragma once

#include "core/base/error.h"
#include "core/model/architecture.h"
#include "core/model/layouts.h"
#include "core/model/model_files.h"
#include "core/model/tensor_io.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace dass {

// The weights file that a path given by a person means: a file, a folder's, or an installed model's.
std::filesystem::path resolveModelPath(const std::filesystem::path& path);
std::filesystem::path bundledModel(); // throws Error(NotFound) when none is installed

std::vector<std::string> tensorNamesIn(const std::filesystem::path& file); // their names, without reading them

// The named tensors of a weights file of any kind (.safetensors or anything torch.save wrote, told apart by contents),
// unchanged: those that are chosen, or all of them without values, which takes milliseconds, however large the file is.
// Throws Error: NotFound, BadFile, Io, Unsupported.
NamedTensors readStateDict(const std::filesystem::path& file, const TensorChoice& choose);
NamedTensors readStateShapes(const std::filesystem::path& file);

// Throws Error(Unsupported) where the tensors of the file are another architecture's, naming both.
void requireArchitecture(const NamedTensors& tensors, Architecture wanted, const std::filesystem::path& file);

// Parts of loading a model, whatever it is.

// The tensors of a model's weights file by their official names. `rename` gives them those and leaves out what the
// model has no use for, which is not read; `require` throws unless names and shapes are the model's. Both are asked
// before any value is read, about tensors that have none, and so a file that is another model's, that holds whole
// numbers or for which memory is short costs nothing. Throws as readStateDict and, naming the tensor, for what is no
// weight: whole numbers and the like, infinities and NaN. With those a run would end well and mean nothing.
OfficialTensors readWeights(const std::filesystem::path& file,
                            const std::function<OfficialTensors(const NamedTensors&)>& rename,
                            const std::function<void(const OfficialTensors&)>& require);

// The least that loading a file's tensors takes, bytes: all of them as stored, or as fp32, to which they are brought
// one after the other, with the largest as stored beside it. No value is asked for.
double loadingBytes(const Parameters& tensors);

// Contiguous fp32 of their own memory: tensors of a file may share storages, which training must not. Those that are so
// already stay as they are, so that a model is in memory once.
Parameters ownFloats(Parameters tensors);

// What a model is called: as the list of releases that it came from says, else its card's title, its folder or file.
std::string titleOf(const std::filesystem::path& file);

// The config.json that belongs to the weights, if there is one.
std::filesystem::path configBeside(const std::filesystem::path& file); // empty when there is none

// path with 'quotes' around it, for messages.
std::string inQuotes(const std::filesystem::path& path);

// What `read` returns; an Error that it throws gets the file's name in front.
template <class Read>
auto namingFile(const std::filesystem::path& file, const Read& read)
{
    try {
        return read();
    } catch (const Error& error) {
        throw Error(error.code(), inQuotes(file) + ": " + error.what());
    }
}

} // namespace dass
