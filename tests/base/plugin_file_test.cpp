#include "core/base/plugin_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

namespace dass {
namespace {

namespace fs = std::filesystem;

TEST(PluginFile, IsLookedForByTheProgram)
{
    const std::string name = "libdass_plugin_file_test_" + std::to_string(getpid()) + ".so";
    EXPECT_EQ(findPluginFile(name), std::nullopt);
    const fs::path file = fs::read_symlink("/proc/self/exe").parent_path() / name;
    std::ofstream(file) << "a plugin";
    EXPECT_EQ(findPluginFile(name), file);
    fs::remove(file);
    EXPECT_EQ(findPluginFile(name), std::nullopt);
}

} // namespace
} // namespace dass
