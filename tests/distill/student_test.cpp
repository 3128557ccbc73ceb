#include "core/base/available_memory.h"
#include "core/base/error.h"
#include "core/distill/student.h"
#include "core/model/checkpoint.h"
#include "tests/base/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dass::distill {
namespace {

using testing::HasSubstr;

constexpr std::int64_t kStudentClasses = 3;

class StudentTest : public testing::Test
{
protected:
    // The message with which a student of depths 2, 1 refuses to start from a checkpoint of others.
    std::string refusal(const std::vector<std::int64_t>& depths, std::int64_t classes = kStudentClasses)
    {
        const DassConfig config = DassConfig::of({8, 16}, depths, classes);
        saveHuggingFace(m_folder.path(), config, freshParameters(config, 1), {});
        Spec spec;
        spec.student.dims = {8, 16};
        spec.student.depths = {2, 1};
        spec.student.init = Initialisation::Checkpoint;
        spec.student.checkpoint = m_folder.path();
        try {
            const Student student(spec, kStudentClasses);
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
}

TEST_F(StudentTest, TakesACheckpointOfOtherClassesWithAFreshHeadAndSaysSo)
{
    const DassConfig config = DassConfig::of({8, 16}, {2, 1}, 5);
    const Parameters parameters = freshParameters(config, 1);
    saveHuggingFace(m_folder.path(), config, parameters, {});
    Spec spec;
    spec.student.dims = {8, 16};
    spec.student.depths = {2, 1};
    spec.student.init = Initialisation::Checkpoint;
    spec.student.checkpoint = m_folder.path();
    EXPECT_EQ(Student(spec, 5).replacedHead(), "");
    const Student student(spec, kStudentClasses);
    EXPECT_THAT(student.replacedHead(), testing::AllOf(HasSubstr("5 classes"), HasSubstr("3: the head starts anew")));
    for (const auto& [name, parameter] : student.parameters()) {
        if (name.starts_with("classifier.head."))
            EXPECT_EQ(parameter.size(0), kStudentClasses) << name;
        else
            EXPECT_TRUE(at::equal(parameter, parameters.at(name))) << name;
    }
    EXPECT_GT(student.parameters().at("classifier.head.weight").abs().max().item<float>(), 0);
}

// Its weights alone would take 11 TB.
TEST_F(StudentTest, OneThatMemoryIsTooShortForIsRefusedAtOnce)
{
    if (availableMemory() == 0)
        GTEST_SKIP() << "this system does not say how much memory is free";
    for (const StudentArchitecture arch : {StudentArchitecture::Dass, StudentArchitecture::Ast}) {
        Spec spec;
        spec.student.arch = arch;
        spec.student.dims = {16384, 16384, 16384, 16384};
        spec.student.depths = {256, 256, 256, 256};
        spec.student.ast = {16384, 1024, 0};
        try {
            const Student student(spec, kStudentClasses);
            ADD_FAILURE() << "it was made";
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::OutOfMemory);
            EXPECT_THAT(error.what(),
                        testing::AllOf(HasSubstr("student.size"), HasSubstr("whose training takes at least"),
                                       HasSubstr("this computer has")));
        }
    }
}

} // namespace
} // namespace dass::distill
