#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dass::distill {

// A specification that ships with the program: the paper's recipes and rows of its tables, and
// the rows scaled down for a computer without a GPU.
struct Preset
{
    std::string name;
    std::string what;     // one line, with the paper's mAP where it tells one
    nlohmann::json patch; // what differs from a specification's defaults; the paths of teachers and data are not there
};

const std::vector<Preset>& presets();
std::vector<std::string> presetNames();

// nullptr when there is none of that name.
const Preset* findPreset(const std::string& name);

// The mAP that the paper tells of the row that a preset is; none of other presets and names.
std::optional<double> publishedPrecision(const std::string& preset);

// What a preset needs of the person who runs it. Relative paths start from the working folder.
struct PresetFiles
{
    std::string train;
    std::string eval;
    std::string labels;
    std::string root;
    std::vector<std::string> teachers;     // in the order of the preset's teachers that are files
    std::vector<std::string> evalTeachers; // outputs of stored teachers for the evaluation list
    std::string checkpoint;                // that the student starts from
    std::string corpus;                    // folder with manifest.csv, class_labels_indices.csv, teacher_logits_f16.npy
    std::optional<std::int64_t> epochs;
    std::optional<std::int64_t> seed;
};

// A specification: the preset with these files. Throws Error(InvalidArgument) for a name that is none, and where there
// are more or fewer teachers than the preset has, a checkpoint is missing or one is not wanted.
nlohmann::json presetDocument(const std::string& name, const PresetFiles& files);

// What the authors drop of the branches of a DASS of that size, "small" or "medium"; none of another.
std::optional<double> authorsDropPath(const std::string& size);

// The preset with every path that it needs as null, to be filled in: text of a file for dass distill.
std::string presetText(const Preset& preset);

} // namespace dass::distill
