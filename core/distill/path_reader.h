#pragma once

#include "core/distill/json_object.h"

#include <filesystem>
#include <string>

namespace dass::distill {

// Turns the paths of a specification into absolute ones and checks that they exist.
class PathReader
{
public:
    // base: the folder that relative paths start from.
    explicit PathReader(std::filesystem::path base);

    // Empty where the object has no such key and needs none. Fails as JsonObject does.
    std::filesystem::path read(JsonObject& object, const std::string& key, bool required) const;

private:
    std::filesystem::path m_base;
};

} // namespace dass::distill
