#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace dass {

enum class Architecture { Dass, Ast, Htsat };
std::string nameOf(Architecture architecture);      // "DASS", "AST", "HTS-AT"
std::string withArticle(Architecture architecture); // "a DASS", "an AST", "an HTS-AT"

// What model a checkpoint holds, judged by its tensor names alone: DASS and VMamba unless they are another's.
Architecture architectureOf(const std::vector<std::string>& tensorNames);

// The same of the weights file that a path given by a person means (resolveModelPath); no weights are read. Throws as
// loadCheckpoint does for what is no model.
Architecture architectureOf(const std::filesystem::path& path);

} // namespace dass
