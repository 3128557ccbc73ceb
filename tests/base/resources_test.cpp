#include "core/base/error.h"
#include "core/base/resources.h"
#include "tests/base/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace dass {
namespace {

using ::testing::Contains;
using ::testing::Not;

class Resources : public ::testing::Test
{
protected:
    Resources() { ::setenv("DASS_RESOURCES", m_folder.path().c_str(), 1); }
    ~Resources() override { ::unsetenv("DASS_RESOURCES"); }

    std::filesystem::path add(const std::filesystem::path& relative)
    {
        const auto path = m_folder.path() / relative;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path) << "x";
        return path;
    }

    test::TemporaryFolder m_folder;
};

TEST_F(Resources, TheNamedFolderComesBeforeTheSourceTree)
{
    const auto own = add("labels/audioset_labels.csv");
    EXPECT_EQ(findResource("labels/audioset_labels.csv"), own);
}

TEST_F(Resources, WhatTheNamedFolderLacksComesFromTheSourceTree)
{
    ASSERT_TRUE(findResource(kBundledModel));
    EXPECT_TRUE(std::filesystem::exists(*findResource(kBundledModel) / "config.json"));
}

TEST_F(Resources, AListHoldsEveryPlacesFilesAndEachNameOnce)
{
    const auto own = add("models/mine/config.json").parent_path();
    const auto instead = add("models/dass-nano/config.json").parent_path();
    const auto shipped = std::filesystem::path(DASS_SOURCE_DIR) / "resources" / kBundledModel;
    const auto models = listResources("models");
    EXPECT_THAT(models, Contains(own));
    EXPECT_THAT(models, Contains(instead));
    EXPECT_THAT(models, Not(Contains(shipped)));
}

TEST_F(Resources, AFolderThatIsNowhereHoldsNothing)
{
    EXPECT_TRUE(listResources("no-such-folder").empty());
}

TEST_F(Resources, AMissingResourceIsNamed)
{
    try {
        requireResource("models/no-such-model");
        FAIL() << "nothing was thrown";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::NotFound);
        EXPECT_THAT(error.what(), ::testing::HasSubstr("models/no-such-model"));
        EXPECT_THAT(error.what(), ::testing::HasSubstr(m_folder.path().string()));
    }
}

} // namespace
} // namespace dass
