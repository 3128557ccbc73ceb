#include "core/base/error.h"
#include "core/distill/student.h"
#include "core/model/checkpoint.h"
#include "tests/base/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dass::distill {
namespace {

using testing::HasSubstr;

constexpr std::int64_t kClasses = 3;

class StudentTest : public testing::Test
{
protected:
    // The message with which a student of depths 2, 1 refuses to start from a checkpoint of others.
    std::string refusal(const std::vector<std::int64_t>& depths, std::int64_t classes = kClasses)
    {
        const DassConfig config = DassConfig::of({8, 16}, depths, classes);
        saveHuggingFace(m_folder.path(), config, freshParameters(config, 1), {});
        Spec spec;
        spec.student.dims = {8, 16};
        spec.student.depths = {2, 1};
        spec.student.init = Initialisation::Checkpoint;
        spec.student.checkpoint = m_folder.path();
        try {
            const Student student(spec, kClasses);
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    }

    test::TemporaryFolder m_folder;
};

TEST_F(StudentTest, StartsOnlyFromACheckpointOfItsOwnSize)
{
    EXPECT_EQ(refusal({2, 1}), "");
    EXPECT_THAT(refusal({3, 1}), testing::AllOf(HasSubstr("student.size"), HasSubstr("unknown 'layers.0.blocks.2.")));
    EXPECT_THAT(refusal({1, 1}), HasSubstr("missing 'layers.0.blocks.1."));
    EXPECT_THAT(refusal({2, 1}, 5), HasSubstr("'classifier.head.bias' is [5], wanted [3]"));
}

} // namespace
} // namespace dass::distill
