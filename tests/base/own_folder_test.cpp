#include "core/base/error.h"
#include "core/base/own_folder.h"
#include "tests/base/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sys/stat.h>

namespace dass {
namespace {

namespace fs = std::filesystem;

class OwnFolder : public testing::Test
{
protected:
    void SetUp() override
    {
        fs::create_directories(m_folder / "run/cells");
        std::ofstream(m_folder / "victim.txt") << "of somebody";
        std::ofstream(m_folder / "run/log.txt") << "a line\n";
        std::ofstream(m_folder / "run/cells/1") << "a cell";
    }

    // What is said of the folder; empty: it is in order.
    std::string said() const
    {
        try {
            requireOwnFiles(m_folder / "run", "cells");
            return {};
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::BadFile);
            return error.what();
        }
    }

    test::TemporaryFolder m_folder;
};

TEST_F(OwnFolder, OfFilesAndFoldersIsInOrderAndSoIsOneThatIsNotThere)
{
    EXPECT_EQ(said(), "");
    requireOwnFiles(m_folder / "nowhere", "cells");
}

TEST_F(OwnFolder, ALinkToAFileIsRefusedByItsName)
{
    fs::create_symlink("../victim.txt", m_folder / "run/status.json");
    EXPECT_NE(said().find("status.json: is a symbolic link"), std::string::npos) << said();
}

TEST_F(OwnFolder, ALinkToWhereNoFileIsYetIsRefused)
{
    fs::create_symlink("../made-by-the-run.txt", m_folder / "run/cells/2");
    EXPECT_NE(said().find("2: is a symbolic link"), std::string::npos) << said();
}

TEST_F(OwnFolder, APipeIsRefusedWithoutBeingOpened)
{
    ASSERT_EQ(mkfifo((m_folder / "run/stop").c_str(), 0600), 0);
    EXPECT_NE(said().find("stop: is a pipe"), std::string::npos) << said();
}

TEST_F(OwnFolder, MayHoldLinksToFoldersButItsSubfolderIsItsOwn)
{
    fs::create_directory(m_folder / "data");
    fs::create_directory_symlink("../data", m_folder / "run/data");
    EXPECT_EQ(said(), "");
    fs::remove_all(m_folder / "run/cells");
    fs::create_directory_symlink("../data", m_folder / "run/cells");
    EXPECT_NE(said().find("cells: is a symbolic link"), std::string::npos) << said();
}

} // namespace
} // namespace dass
