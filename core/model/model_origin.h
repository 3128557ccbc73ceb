#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace dass {

// Where a downloaded model came from, as it is kept beside its weights (origin.json).
struct ModelOrigin
{
    std::string release;  // its name in the list of releases
    std::string name;     // for people
    std::string page;     // URL
    std::string licence;  // as the authors state it; empty if they do not
    std::string revision; // of the page's files, as the server named it; may be empty
    std::string sha256;   // of the weights, as they were checked
    std::string fetched;  // day, ISO 8601
};

// Of a model's folder; none where the file is not there or cannot be used.
std::optional<ModelOrigin> readModelOrigin(const std::filesystem::path& folder);

// Throws Error(Io).
void writeModelOrigin(const std::filesystem::path& folder, const ModelOrigin& origin);

} // namespace dass
