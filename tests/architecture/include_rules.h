#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace dass::architecture {

struct Violation
{
    std::string file;    // below the root
    std::string include; // what it names, with the headers that lead there: "a.h > b.h > torch/torch.h"
    std::string rule;    // what it breaks, in words
};

// Checks every source file in core, app, ui, cuda and tests below the root against the rules of docs/architecture.md,
// "Who may include whom". Includes are followed through the project's own headers; one violation per file and rule.
std::vector<Violation> checkIncludes(const std::filesystem::path& root);

} // namespace dass::architecture
