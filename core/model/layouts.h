#pragma once

#include "core/model/parameters.h"

#include <map>
#include <string>

namespace dass {

enum class Layout { Official, VMamba, HuggingFace };
std::string nameOf(Layout layout); // "official", "vmamba", "hugging-face"

struct OfficialTensors
{
    Layout layout = Layout::Official;
    Parameters tensors;                             // by official name, in the official shapes
    std::map<std::string, std::string> namesInFile; // official name -> the file's
};

// Renames and reshapes the tensors of any DASS or VMamba layout. Names that are
// not understood are kept for the strict loader to list. Throws Error(BadFile) when two tensors claim one name, without
// the file's name.
OfficialTensors toOfficialLayout(const std::map<std::string, at::Tensor>& file);

// The Hugging Face layout: the names and shapes that DASSForAudioClassification stores.
std::map<std::string, at::Tensor> toHuggingFaceLayout(const Parameters& parameters);

} // namespace dass
