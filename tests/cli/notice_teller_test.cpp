#include "app/cli/notice_teller.h"
#include "tests/inference/fake_model.h"

#include <gtest/gtest.h>

namespace dass::cli {
namespace {

TEST(NoticeTeller, WarnsOnceOfWhatHappenedToTheModel)
{
    FakeModel model;
    ProgressReporter reporter(ProgressStyle::Json);
    NoticeTeller notices(model, "dawn.wav", reporter);
    const auto told = [&](std::vector<std::string> happened) {
        model.notices = std::move(happened);
        testing::internal::CaptureStderr();
        notices.tell();
        return testing::internal::GetCapturedStderr();
    };
    EXPECT_EQ(told({}), "");
    const std::string warning = told({"a GPU failed; the CPU goes on from there"});
    EXPECT_NE(warning.find("a GPU failed; the CPU goes on from there"), std::string::npos) << warning;
    EXPECT_NE(warning.find("warning"), std::string::npos) << warning;
    EXPECT_NE(warning.find("dawn.wav"), std::string::npos) << warning;
    EXPECT_EQ(told({"a GPU failed; the CPU goes on from there"}), "") << "of every recording the same";
    EXPECT_NE(told({"another"}), "");
}

} // namespace
} // namespace dass::cli
