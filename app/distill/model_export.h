#pragma once

#include <filesystem>
#include <stop_token>

namespace dass {

// Copies the model of a run into a folder of its own, which anything that reads models takes: config.json,
// model.safetensors, model-card.md and, where they are there, the tables classes.csv and confusions.csv. Not the
// specification, which names folders of this computer. The folder appears whole or, after a stop, not at all. Throws
// Error: InvalidArgument (there is something of that name), NotFound (the run has no model), Io.
void exportModel(const std::filesystem::path& run, const std::filesystem::path& folder, const std::stop_token& stop);

} // namespace dass
