#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

namespace dass::architecture {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

const fs::path kIcons = fs::path(DASS_SOURCE_DIR) / "resources/icons";

std::string textOf(const fs::path& path)
{
    std::ifstream stream(path);
    return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(Icons, ResourceFileListsExactlyTheIconsThatAreThere)
{
    std::set<std::string> listed, present;
    const std::string resources = textOf(kIcons / "icons.qrc");
    const std::regex file("<file>([^<]+)</file>");
    for (auto it = std::sregex_iterator(resources.begin(), resources.end(), file); it != std::sregex_iterator(); ++it) {
        listed.insert((*it)[1]);
    }
    for (const auto& entry : fs::directory_iterator(kIcons)) {
        if (entry.path().extension() == ".svg") {
            present.insert(entry.path().filename().string());
        }
    }
    EXPECT_EQ(listed, present);
    EXPECT_FALSE(present.empty());
}

TEST(Icons, AreDrawnOnOneGridWithOneStroke)
{
    for (const auto& entry : fs::directory_iterator(kIcons)) {
        if (entry.path().extension() != ".svg" || entry.path().stem() == "dass-studio") {
            continue;
        }
        const std::string svg = textOf(entry.path());
        SCOPED_TRACE(entry.path().filename().string());
        EXPECT_THAT(svg, HasSubstr("viewBox=\"0 0 16 16\""));
        EXPECT_THAT(svg, HasSubstr("fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\""));
        EXPECT_THAT(svg, HasSubstr("stroke-linecap=\"round\" stroke-linejoin=\"round\""));
    }
}

} // namespace
} // namespace dass::architecture
