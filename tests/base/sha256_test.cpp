#include "core/base/sha256.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "tests/base/temporary_folder.h"

#include <gtest/gtest.h>

namespace dass {
namespace {

// Published test vectors of FIPS 180-4.
TEST(Sha256, MatchesThePublishedVectors)
{
    const test::TemporaryFolder folder;
    writeFileAtomically(folder / "abc", "abc");
    writeFileAtomically(folder / "empty", "");
    writeFileAtomically(folder / "million", std::string(1'000'000, 'a'));
    EXPECT_EQ(sha256OfFile(folder / "abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256OfFile(folder / "empty"), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256OfFile(folder / "million"), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, NamesAFileThatIsNotThere)
{
    EXPECT_THROW(sha256OfFile("/absent/model.pth"), Error);
}

} // namespace
} // namespace dass
