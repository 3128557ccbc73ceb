#pragma once

#include "core/base/error.h"
#include "core/model/architecture.h"
#include "core/model/layouts.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace dass {

// The file in a model's folder that holds its weights.
inline constexpr const char* kWeightsName = "model.safetensors";

// The weights file that a path given by a person means: a file, a folder's, or an installed model's.
std::filesystem::path resolveModelPath(const std::filesystem::path& path);
std::filesystem::path bundledModel(); // throws Error(NotFound) when none is installed

// The named tensors of a weights file of any kind (.safetensors or anything torch.save wrote, told apart by contents),
// unchanged, without asking what model they belong to. Throws Error: NotFound, BadFile, Io, Unsupported.
std::map<std::string, at::Tensor> readStateDict(const std::filesystem::path& file);
// The same of one architecture. Throws Error(Unsupported) for another's, naming both.
std::map<std::string, at::Tensor> readStateDict(const std::filesystem::path& file, Architecture wanted);

std::vector<std::string> tensorNamesIn(const std::filesystem::path& file); // their names, without reading them

// As readStateDict, without values (withoutValues, tensor_io.h): takes milliseconds, however large the file is.
std::map<std::string, at::Tensor> readStateShapes(const std::filesystem::path& file);
std::map<std::string, at::Tensor> readStateShapes(const std::filesystem::path& file, Architecture wanted);

// Parts of loading a model, whatever it is.

// Whole numbers and the like cannot be weights, however well they are shaped, nor can infinities and NaN: a run would
// end well and mean nothing. Throws Error(BadFile), naming the tensor.
void requireFiniteFloats(const OfficialTensors& tensors, const std::filesystem::path& path);

// Contiguous fp32 of its own memory: tensors of a file may share storages, which training must not.
Parameters ownFloats(const Parameters& tensors);

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
