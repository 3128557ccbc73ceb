#include "core/distill/spec_student.h"

#include "core/distill/spec_names.h"

#include <algorithm>

namespace dass::distill {

namespace {

using Json = JsonObject::Json;
using OrderedJson = nlohmann::ordered_json;

constexpr std::int64_t kMaxWidth = 16384;
constexpr std::int64_t kMaxBlocks = 1024;
constexpr std::int64_t kHeadChannels = 16; // AstConfig::of knows heads of 64 and of 16 channels

void readDassSize(JsonObject& object, StudentSpec& student)
{
    const Json* size = object.find("size");
    if (size != nullptr && size->is_object()) {
        JsonObject custom = object.child("size");
        if (!custom.readIntegers("dims", student.dims) || !custom.readIntegers("depths", student.depths))
            custom.fail("dims", "and depths are both needed");
        custom.finish();
        if (student.dims.size() != student.depths.size())
            custom.fail("dims", "and depths have to be of the same length");
        if (std::ranges::max(student.dims) > kMaxWidth)
            custom.fail("dims", "holds " + std::to_string(std::ranges::max(student.dims)) + "; want 1 to " +
                                    std::to_string(kMaxWidth));
        std::int64_t blocks = 0;
        for (const std::int64_t depth : student.depths) {
            if (depth > kMaxBlocks || (blocks += depth) > kMaxBlocks)
                custom.fail("depths", "make more than " + std::to_string(kMaxBlocks) + " blocks; want fewer");
        }
        return;
    }
    std::vector<std::int64_t> depthsOfSize{2, 2, 8, 2};
    object.readChoice("size", depthsOfSize,
                      {{"nano", {1, 1, 3, 1}}, {"small", {2, 2, 8, 2}}, {"medium", {2, 2, 20, 2}}});
    student.depths = depthsOfSize;
    student.dims = {96, 192, 384, 768};
    if (size != nullptr && *size == "nano")
        student.dims = {32, 64, 128, 256};
}

void readAstSize(JsonObject& object, AstSize& ast)
{
    const Json* size = object.find("size");
    if (size == nullptr || !size->is_object()) {
        object.readChoice(
            "size", ast,
            {{"nano", {48, 3, 3}}, {"tiny", {192, 12, 3}}, {"small", {384, 12, 6}}, {"base", {768, 12, 12}}});
        return;
    }
    JsonObject custom = object.child("size");
    ast = {0, 0, 0};
    custom.read("width", ast.width, 1, kMaxWidth);
    custom.read("depth", ast.depth, 1, kMaxBlocks);
    custom.read("heads", ast.heads, 0, kMaxWidth);
    custom.finish();
    if (ast.width == 0 || ast.depth == 0)
        custom.fail("width", "and depth are both needed");
    if (ast.width % kHeadChannels != 0)
        custom.fail("width", "is " + std::to_string(ast.width) + "; want a multiple of 16");
    if (ast.heads > 0 && ast.width % ast.heads != 0)
        custom.fail("heads", "is " + std::to_string(ast.heads) + ", which does not divide the width " +
                                 std::to_string(ast.width));
}

} // namespace

StudentSpec readStudent(JsonObject object, const PathReader& paths)
{
    StudentSpec student;
    object.readChoice("arch", student.arch, names::kArchitecture);
    if (student.arch == StudentArchitecture::Ast)
        readAstSize(object, student.ast);
    else
        readDassSize(object, student);
    object.readChoice("init", student.init, names::kInit);
    student.checkpoint = paths.read(object, "checkpoint", student.init != Initialisation::Scratch);
    std::string pooling = "mean";
    object.read("pooling", pooling);
    student.pooling = object.named("pooling", pooling, poolingFromName);
    object.read("drop_path", student.dropPath, 0, 0.99);
    object.readChoice("head_bias", student.headBias, names::kHeadBias);
    object.finish();
    return student;
}

void checkStudent(const Spec& spec, const JsonObject& root)
{
    if (spec.student.arch != StudentArchitecture::Ast)
        return;
    if (spec.student.pooling != Pooling::Mean)
        root.fail("student.pooling",
                  "is \"" + nameOf(spec.student.pooling) + "\"; an ast is not pooled over time, leave it out");
    if (spec.student.dropPath > 0)
        root.fail("student.drop_path", "is not 0; an ast drops nothing, leave it out");
    if (spec.recomputeBlocks)
        root.fail("recompute", "is true; it is for a dass student");
}

OrderedJson studentObject(const StudentSpec& student)
{
    OrderedJson object{{"arch", names::nameOf(names::kArchitecture, student.arch)}};
    if (student.arch == StudentArchitecture::Ast)
        object["size"] = {{"width", student.ast.width}, {"depth", student.ast.depth}, {"heads", student.ast.heads}};
    else
        object["size"] = {{"dims", student.dims}, {"depths", student.depths}};
    object["init"] = names::nameOf(names::kInit, student.init);
    object["checkpoint"] = student.checkpoint.empty() ? OrderedJson() : OrderedJson(student.checkpoint.string());
    object["pooling"] = dass::nameOf(student.pooling);
    object["drop_path"] = student.dropPath;
    object["head_bias"] = names::nameOf(names::kHeadBias, student.headBias);
    return object;
}

} // namespace dass::distill
