#include "core/base/error.h"
#include "core/distill/teacher_outputs.h"
#include "core/distill/weights_check.h"
#include "core/model/ast_checkpoint.h"
#include "core/model/ast_start.h"
#include "core/model/checkpoint.h"
#include "tests/base/temporary_folder.h"
#include "tests/distill/toy_data.h"

#include <gmock/gmock.h>

#include <functional>
#include <limits>

namespace dass::distill {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string checkMessage(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), testing::Not(HasSubstr("\n")));
        return error.what();
    }
    return "";
}

class WeightsCheck : public testing::Test
{
protected:
    void SetUp() override
    {
        const DassConfig dass = DassConfig::of({8, 16}, {1, 1}, 5);
        saveHuggingFace(m_dass, dass, freshParameters(dass, 1), {});
        const AstConfig ast = AstConfig::of(32, 2, 4);
        saveHuggingFace(m_ast, ast, freshParameters(ast, 1), {});
    }

    StudentSpec dassStudent() const
    {
        StudentSpec student;
        student.dims = {8, 16};
        student.depths = {1, 1};
        student.init = Initialisation::Checkpoint;
        student.checkpoint = m_dass;
        return student;
    }

    StudentSpec astStudent() const
    {
        StudentSpec student;
        student.arch = StudentArchitecture::Ast;
        student.ast = {32, 2, 0};
        student.init = Initialisation::Checkpoint;
        student.checkpoint = m_ast;
        return student;
    }

    test::TemporaryFolder m_folder;
    std::filesystem::path m_dass = m_folder.path() / "dass";
    std::filesystem::path m_ast = m_folder.path() / "ast";
};

TEST_F(WeightsCheck, TellsWhatAStudentStartsFrom)
{
    const FoundWeights dass = checkStart(dassStudent(), 1024);
    EXPECT_EQ(dass.architecture, "DASS");
    EXPECT_EQ(dass.classes, 5);
    EXPECT_EQ(dass.parameters, DassConfig::of({8, 16}, {1, 1}, 5).parameterCount());
    const FoundWeights ast = checkStart(astStudent(), 200); // for which the positions are cut
    EXPECT_EQ(ast.architecture, "AST");
    EXPECT_EQ(ast.classes, 4);
}

TEST_F(WeightsCheck, RefusesWeightsOfAnotherNetworkAndSaysWhatToDo)
{
    StudentSpec student = dassStudent();
    student.depths = {1, 2};
    EXPECT_THAT(checkMessage([&] { checkStart(student, 1024); }),
                AllOf(HasSubstr("dass: is of channels 8-16 and blocks 1-1, the student of channels 8-16 and blocks "
                                "1-2; choose the network")));
    student.checkpoint = m_ast;
    EXPECT_THAT(checkMessage([&] { checkStart(student, 1024); }), HasSubstr("is an AST checkpoint; a DASS is wanted"));
    student = astStudent();
    student.ast.width = 48;
    EXPECT_THAT(checkMessage([&] { checkStart(student, 1024); }),
                HasSubstr("is of width 32 and 2 blocks, the student of width 48 and 2 blocks"));
    student = dassStudent();
    student.init = Initialisation::ImageNet;
    student.dims = {8, 24};
    EXPECT_THAT(
        checkMessage([&] { checkStart(student, 1024); }),
        AllOf(HasSubstr("its tensors are wrong"), HasSubstr("choose ImageNet's weights of the student's size")));
    student = dassStudent();
    student.checkpoint = m_folder.path() / "text.pth";
    writeText(student.checkpoint, "no weights");
    EXPECT_THAT(checkMessage([&] { checkStart(student, 1024); }),
                AllOf(HasSubstr("text.pth"), HasSubstr("is no model")));
}

TEST_F(WeightsCheck, RefusesTeachersOfOtherClassesAndKinds)
{
    EXPECT_EQ(checkTeacher({TeacherKind::Dass, m_dass}, 5).classes, 5);
    EXPECT_EQ(checkTeacher({TeacherKind::Ast, m_ast}, 4).architecture, "AST");
    EXPECT_THAT(checkMessage([&] {
                    checkTeacher({TeacherKind::Dass, m_dass}, 527);
                }),
                HasSubstr("the teacher tells 5 classes, the label file has 527; choose two that belong together"));
    EXPECT_THAT(checkMessage([&] {
                    checkTeacher({TeacherKind::HtsAt, m_dass}, 5);
                }),
                HasSubstr("is a DASS checkpoint; an HTS-AT is wanted here"));
    const std::filesystem::path module = m_folder.path() / "module.pt";
    writeText(module, "no program");
    EXPECT_THAT(checkMessage([&] {
                    checkTeacher({TeacherKind::TorchScript, module}, 5);
                }),
                HasSubstr("module.pt: is no TorchScript module"));
    writeText(module, "PK\x03\x04, which is not opened");
    EXPECT_EQ(checkTeacher({TeacherKind::TorchScript, module}, 5).parameters, 0);
}

TEST_F(WeightsCheck, ReadsOfStoredOutputsTheShapeAlone)
{
    const std::filesystem::path path = m_folder.path() / "teacher.npy";
    writeNpy(path, {1, 2, std::numeric_limits<float>::quiet_NaN(), 4, 5, 6}, 2, 3);
    EXPECT_EQ(checkMessage([&] { checkStoredOutputs(path, 2, 3); }), "");
    EXPECT_THAT(checkMessage([&] { checkStoredOutputs(path, 24, 3); }),
                HasSubstr("teacher.npy: holds 2 x 3 outputs; the data list has 24 clips and the label file 3 classes"));
    writeText(path, "no array");
    EXPECT_THAT(checkMessage([&] { checkStoredOutputs(path, 2, 3); }), HasSubstr("neither a .npy nor a .safetensors"));
}

} // namespace
} // namespace dass::distill
