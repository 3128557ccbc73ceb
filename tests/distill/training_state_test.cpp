#include "core/base/error.h"
#include "core/model/tensor_io.h"
#include "tests/distill/run_fixture.h"
#include "tests/model/sparse_weights.h"

#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include <functional>
#include <limits>

namespace dass::distill {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// A run of three epochs of four steps that was ended after step 6, to be gone on with from a state that was changed.
class TrainingStateTest : public RunTest
{
protected:
    void SetUp() override
    {
        std::stop_source source;
        const auto stopAtSix = [&](const DistillProgress& now) {
            if (now.step == 6)
                source.request_stop();
        };
        ASSERT_EQ(train(m_toy.spec(3), "run", {}, stopAtSix, source.get_token()), Outcome::Cancelled);
    }

    std::filesystem::path state(const std::string& file) const { return run() / "checkpoints/last" / file; }

    Outcome resume() { return train(m_toy.spec(3), "run", {.resume = true}); }

    std::string refusal()
    {
        try {
            resume();
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::BadFile) << error.what();
            EXPECT_THAT(error.what(), Not(HasSubstr("\n")));
            return error.what();
        }
        return "nothing was refused";
    }

    // The refusal of one tensor that was changed.
    std::string refusalOf(const std::string& file, const std::string& name,
                          const std::function<at::Tensor(const at::Tensor&)>& change)
    {
        const std::string before = bytesOf(state(file));
        auto tensors = readTensors(SafetensorsFile(state(file)));
        tensors.at(name) = change(tensors.at(name));
        writeTensors(state(file), tensors);
        std::string told = refusal();
        writeText(state(file), before);
        return told;
    }
};

at::Tensor withValue(const at::Tensor& tensor, float value)
{
    at::Tensor changed = tensor.clone();
    changed.view({-1})[0] = value;
    return changed;
}

TEST_F(TrainingStateTest, RefusesNumbersThatCannotBeAndSaysWhatToDo)
{
    struct BadValue
    {
        std::string key;
        Json value;
    };
    const std::vector<BadValue> table{
        {"step", -1},
        {"step", -100},
        {"step", std::numeric_limits<std::int64_t>::min()},
        {"step", std::numeric_limits<std::uint64_t>::max()},
        {"step", 13},
        {"step", 6.5},
        {"step", 1e300},
        {"step", "6"},
        {"step", nullptr},
        {"step", true},
        {"closed_epochs", -1},
        {"closed_epochs", 0}, // step 6 is of the second epoch
        {"closed_epochs", 2}, // which has not been closed
        {"closed_epochs", 4},
        {"closed_epochs", 1.5},
        {"best_mAP", -0.5},
        {"best_mAP", 7},
        {"best_mAP", "high"},
        {"best_epoch", -1},
        {"best_epoch", 2},
        {"optimizer_steps", -1},
        {"optimizer_steps", 7},
        {"optimizer_steps", 5.5},
        {"evaluated_epochs", -1},
        {"evaluated_epochs", 2},
        {"evaluated_epochs", "one"},
        {"seed", -3},
        {"seed", 3.5},
        {"train_clips", -24},
        {"eval_clips", "all"},
        {"data", 5},
    };
    const std::string before = readTextFile(state("state.json"));
    ASSERT_EQ(Json::parse(before).at("step"), 6);
    ASSERT_EQ(Json::parse(before).at("closed_epochs"), 1);
    for (const auto& [key, value] : table) {
        Json object = Json::parse(before);
        object[key] = value;
        writeText(state("state.json"), object.dump(2));
        EXPECT_THAT(refusal(), AllOf(HasSubstr("last/state.json: \"" + key + "\" is " + value.dump() + "; want "),
                                     HasSubstr("; start the run anew without --resume in another folder"),
                                     HasSubstr("go on with another run")));
    }
    writeText(state("state.json"), before);
    EXPECT_EQ(resume(), Outcome::Finished);
}

TEST_F(TrainingStateTest, RefusesAStateWithoutItsNumbers)
{
    const std::string before = readTextFile(state("state.json"));
    for (const char* key : {"step", "closed_epochs", "best_mAP", "optimizer_steps", "evaluated_epochs", "seed",
                            "train_clips", "eval_clips"}) {
        Json object = Json::parse(before);
        object.erase(key);
        writeText(state("state.json"), object.dump(2));
        EXPECT_THAT(refusal(), HasSubstr("last/state.json: holds no \"" + std::string(key) +
                                         "\"; start the run anew without --resume in another folder"));
    }
    writeText(state("state.json"), "[6]");
    EXPECT_THAT(refusal(), HasSubstr("last/state.json: holds no \"step\""));
    Json older = Json::parse(before); // as states of before were
    for (const char* key : {"best_epoch", "data", "train_clips", "eval_clips"})
        older.erase(key);
    writeText(state("state.json"), older.dump(2));
    EXPECT_EQ(resume(), Outcome::Finished);
}

TEST_F(TrainingStateTest, NamesTheFileAndTheTensorThatIsNotFinite)
{
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float infinite = std::numeric_limits<float>::infinity();
    const auto expectRefused = [&](const std::string& file, const std::string& name) {
        for (const float value : {nan, infinite, -infinite})
            EXPECT_THAT(refusalOf(file, name, [&](const at::Tensor& tensor) { return withValue(tensor, value); }),
                        AllOf(HasSubstr("last/" + file + ": tensor '" + name +
                                        "' holds a value that is infinite or no "
                                        "number; want finite ones"),
                              HasSubstr("; start the run anew without --resume in another folder")));
    };
    expectRefused("model.safetensors", "classifier.head.weight");
    expectRefused("model.safetensors", "mean.classifier.head.weight");
    expectRefused("optimizer.safetensors", "classifier.head.weight.exp_avg_sq");
    expectRefused("evaluation.safetensors", "prediction_sum");
    EXPECT_EQ(resume(), Outcome::Finished);
}

TEST_F(TrainingStateTest, NamesTheFileAndTheTensorOfAnotherType)
{
    const auto toDouble = [](const at::Tensor& tensor) { return tensor.to(at::kDouble); };
    const auto toHalf = [](const at::Tensor& tensor) { return tensor.to(at::kHalf); };
    EXPECT_THAT(refusalOf("evaluation.safetensors", "prediction_sum", toDouble),
                HasSubstr("last/evaluation.safetensors: tensor 'prediction_sum' is of dtype F64; want F32"));
    EXPECT_THAT(refusalOf("model.safetensors", "classifier.head.weight", toHalf),
                HasSubstr("last/model.safetensors: tensor 'classifier.head.weight' is of dtype F16; want F32"));
    EXPECT_THAT(refusalOf("optimizer.safetensors", "classifier.head.weight.exp_avg", toDouble),
                HasSubstr("last/optimizer.safetensors: tensor 'classifier.head.weight.exp_avg' is of dtype F64"));
}

TEST_F(TrainingStateTest, NamesTheFileAndTheTensorOfAnotherShape)
{
    const auto first = [](const at::Tensor& tensor) { return tensor.narrow(0, 0, 1); };
    const auto twice = [](const at::Tensor& tensor) { return at::cat({tensor, tensor}); };
    EXPECT_THAT(refusalOf("model.safetensors", "classifier.head.weight", first),
                AllOf(HasSubstr("last/model.safetensors: tensor 'classifier.head.weight' is of shape [1, 16]; want "
                                "[3, 16]"),
                      HasSubstr("; start the run anew without --resume in another folder")));
    EXPECT_THAT(refusalOf("model.safetensors", "mean.classifier.head.bias", twice),
                HasSubstr("last/model.safetensors: tensor 'mean.classifier.head.bias' is of shape [6]; want [3]"));
    EXPECT_THAT(refusalOf("optimizer.safetensors", "classifier.head.bias.exp_avg", first),
                HasSubstr("last/optimizer.safetensors: tensor 'classifier.head.bias.exp_avg' is of shape [1]; want "
                          "[3]"));
    EXPECT_THAT(refusalOf("evaluation.safetensors", "prediction_sum", twice),
                HasSubstr("last/evaluation.safetensors: tensor 'prediction_sum' is of shape [48, 3]; want [1 to 24, "
                          "3]"));
    EXPECT_EQ(resume(), Outcome::Finished);
}

TEST_F(TrainingStateTest, NamesTheFileAndTheTensorThatIsMissingOrUnknown)
{
    for (const char* name : {"model.safetensors", "optimizer.safetensors", "evaluation.safetensors"}) {
        const std::string before = bytesOf(state(name));
        auto tensors = readTensors(SafetensorsFile(state(name)));
        tensors.emplace("stranger", at::zeros({1}));
        writeTensors(state(name), tensors);
        EXPECT_THAT(refusal(), HasSubstr("last/" + std::string(name) +
                                         ": holds a tensor 'stranger', of which the run "
                                         "knows nothing; start the run anew"));
        tensors.erase("stranger");
        const std::string gone = tensors.begin()->first;
        tensors.erase(gone);
        writeTensors(state(name), tensors);
        EXPECT_THAT(refusal(), HasSubstr("last/" + std::string(name) + ": holds no tensor '" + gone + "'"));
        writeText(state(name), before);
    }
    EXPECT_EQ(resume(), Outcome::Finished);
}

// A terabyte each, which no computer here has.
TEST_F(TrainingStateTest, RefusesHugeTensorsBeforeTheyAreRead)
{
    constexpr std::int64_t kHuge = std::int64_t{1} << 38;
    for (const char* name : {"model.safetensors", "optimizer.safetensors", "evaluation.safetensors"}) {
        const std::string before = bytesOf(state(name));
        NamedShapes shapes;
        const SafetensorsFile whole(state(name));
        for (const auto& [tensor, info] : whole.tensors())
            shapes.emplace_back(tensor, info.shape);
        shapes.back().second = {kHuge};
        const bool isWritten = writeSparseWeights(state(name), shapes);
        if (isWritten) {
            EXPECT_THAT(refusal(), HasSubstr("last/" + std::string(name) + ": tensor '" + shapes.back().first +
                                             "' is of shape [274877906944]; want ["));
        }
        writeText(state(name), before);
        if (!isWritten)
            GTEST_SKIP() << "this file system has no files of a terabyte";
    }
    const std::string before = readTextFile(state("state.json"));
    writeText(state("state.json"), before + std::string(1'000'000, ' '));
    EXPECT_THAT(refusal(), HasSubstr(" bytes; want 1000000 at most"));
}

} // namespace
} // namespace dass::distill
