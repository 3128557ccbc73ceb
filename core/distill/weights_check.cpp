#include "core/distill/weights_check.h"

#include "core/base/error.h"
#include "core/base/regular_file.h"
#include "core/model/architecture.h"
#include "core/model/checkpoint_sizes.h"

#include <fstream>

namespace dass::distill {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kImageClasses = 1; // the head is not taken, so any number does

std::string listOf(const std::vector<std::int64_t>& numbers)
{
    std::string text;
    for (const std::int64_t number : numbers)
        text += (text.empty() ? "" : "-") + std::to_string(number);
    return text;
}

std::string sizeOf(const std::vector<std::int64_t>& dims, const std::vector<std::int64_t>& depths)
{
    return "channels " + listOf(dims) + " and blocks " + listOf(depths);
}

std::string sizeOf(std::int64_t width, std::int64_t depth)
{
    return "width " + std::to_string(width) + " and " + std::to_string(depth) + " blocks";
}

[[noreturn]] void failAsOtherSize(const fs::path& path, const std::string& found, const std::string& wanted)
{
    throw Error(ErrorCode::BadFile, path.string() + ": is of " + found + ", the student of " + wanted +
                                        "; choose the network that the weights are of, or other weights");
}

[[noreturn]] void failAsOtherBlocks(const fs::path& path)
{
    throw Error(ErrorCode::BadFile, path.string() + ": its blocks are of other inner widths than a student's; choose "
                                                    "other weights");
}

// An image's weights are named by their tensors where they do not fit, which does not say what to do.
template <class Config>
void requireImages(const Config& config, const fs::path& path)
{
    try {
        requireImageNetWeights(config, path);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::BadFile)
            throw;
        throw Error(error.code(),
                    std::string(error.what()) + "; choose ImageNet's weights of the student's size, or another size");
    }
}

FoundWeights checkDassStart(const StudentSpec& student)
{
    if (student.init == Initialisation::ImageNet) {
        const DassConfig config = DassConfig::of(student.dims, student.depths, kImageClasses);
        requireImages(config, student.checkpoint);
        return {"VMamba", config.parameterCount(), 0};
    }
    const DassConfig found = readDassConfig(student.checkpoint);
    if (found.dims() != student.dims || found.depths() != student.depths)
        failAsOtherSize(student.checkpoint, sizeOf(found.dims(), found.depths()), sizeOf(student.dims, student.depths));
    if (found != DassConfig::of(student.dims, student.depths, found.classes))
        failAsOtherBlocks(student.checkpoint);
    return {nameOf(Architecture::Dass), found.parameterCount(), found.classes};
}

FoundWeights checkAstStart(const StudentSpec& student, std::int64_t clipFrames)
{
    if (student.init == Initialisation::ImageNet) {
        AstConfig config = AstConfig::of(student.ast.width, student.ast.depth, kImageClasses);
        config.columns = astColumns(clipFrames);
        requireImages(config, student.checkpoint);
        return {"DeiT", config.parameterCount(), 0};
    }
    const AstConfig found = readAstConfig(student.checkpoint);
    if (found.width != student.ast.width || found.depth != student.ast.depth)
        failAsOtherSize(student.checkpoint, sizeOf(found.width, found.depth),
                        sizeOf(student.ast.width, student.ast.depth));
    if (found.mlp != AstConfig::of(found.width, found.depth).mlp)
        failAsOtherBlocks(student.checkpoint);
    return {nameOf(Architecture::Ast), found.parameterCount(), found.classes};
}

template <class Config>
FoundWeights teacherOf(const Config& config, Architecture architecture, const TeacherSpec& teacher,
                       std::int64_t classes)
{
    if (config.classes != classes)
        throw Error(ErrorCode::BadFile, teacher.path.string() + ": the teacher tells " +
                                            std::to_string(config.classes) + " classes, the label file has " +
                                            std::to_string(classes) + "; choose two that belong together");
    return {nameOf(architecture), config.parameterCount(), config.classes};
}

FoundWeights checkModule(const fs::path& path)
{
    requireRegularFile(path);
    char magic[2] = {};
    std::ifstream(path, std::ios::binary).read(magic, sizeof magic);
    if (magic[0] != 'P' || magic[1] != 'K') // as the zip files that torch writes begin
        throw Error(ErrorCode::BadFile,
                    path.string() + ": is no TorchScript module; save one by torch.jit.trace(…).save(…)");
    return {"TorchScript", 0, 0};
}

} // namespace

FoundWeights checkStart(const StudentSpec& student, std::int64_t clipFrames)
{
    return student.arch == StudentArchitecture::Ast ? checkAstStart(student, clipFrames) : checkDassStart(student);
}

FoundWeights checkTeacher(const TeacherSpec& teacher, std::int64_t classes)
{
    switch (teacher.kind) {
    case TeacherKind::Ast:
        return teacherOf(readAstConfig(teacher.path), Architecture::Ast, teacher, classes);
    case TeacherKind::HtsAt:
        return teacherOf(readHtsatConfig(teacher.path), Architecture::Htsat, teacher, classes);
    case TeacherKind::Dass:
        return teacherOf(readDassConfig(teacher.path), Architecture::Dass, teacher, classes);
    case TeacherKind::TorchScript:
        return checkModule(teacher.path);
    case TeacherKind::Stored:
    case TeacherKind::Ema:
        break;
    }
    throw Error(ErrorCode::InvalidArgument, "a stored teacher or the student's mean is no file of weights");
}

} // namespace dass::distill
