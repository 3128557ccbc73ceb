#include "core/base/temporary_folder.h"
#include "tests/base/temporary_folder.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <optional>
#include <string>

namespace dass {
namespace {

class TemporaryFolderName : public ::testing::Test
{
protected:
    TemporaryFolderName()
    {
        if (const char* set = std::getenv("TMPDIR"))
            m_before = set;
    }
    ~TemporaryFolderName() override
    {
        if (m_before)
            ::setenv("TMPDIR", m_before->c_str(), 1);
        else
            ::unsetenv("TMPDIR");
    }

    test::TemporaryFolder m_folder; // made before TMPDIR is changed
    std::optional<std::string> m_before;
};

TEST_F(TemporaryFolderName, IsWhatTheEnvironmentNames)
{
    ::setenv("TMPDIR", m_folder.path().c_str(), 1);
    EXPECT_EQ(temporaryFolder(), m_folder.path());
}

TEST_F(TemporaryFolderName, AMissingFolderIsPassedOver)
{
    ::setenv("TMPDIR", (m_folder / "absent").c_str(), 1);
    EXPECT_EQ(temporaryFolder(), "/tmp");
}

} // namespace
} // namespace dass
