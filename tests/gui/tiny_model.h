#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace dass {

// Writes a DASS of 0.4 million parameters with fresh weights, the same in every run, in the Hugging Face layout, with
// these names of its classes (at least one), and a card.
void makeTinyModel(const std::filesystem::path& folder, const std::vector<std::string>& classes);

// The same of an AST of 0.03 million parameters, without a card.
void makeTinyAst(const std::filesystem::path& folder, const std::vector<std::string>& classes);

// An HTS-AT's and an AST's weights are told from a DASS's by their tensors' names alone: a file that holds the name of
// one of an HTS-AT's, and is none.
void makeBrokenHtsat(const std::filesystem::path& file);

} // namespace dass
