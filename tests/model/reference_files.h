#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace dass {

inline std::filesystem::path referencePath(const std::string& name)
{
    return std::filesystem::path(DASS_SHARED_DIR) / "reference" / name;
}

} // namespace dass

// The reference tensors are not part of the project; a machine without them checks the rest.
#define DASS_REQUIRE_REFERENCE(name)                                                                                   \
    if (!std::filesystem::exists(::dass::referencePath(name)))                                                         \
    GTEST_SKIP() << "reference file " << ::dass::referencePath(name) << " is not here"
