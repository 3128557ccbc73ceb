#include "core/distill/training_state.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json_file.h"
#include "core/base/make_folder.h"
#include "core/base/text_file.h"
#include "core/distill/run_files.h"
#include "core/distill/state_tensors.h"
#include "core/model/model_files.h"
#include "core/model/tensor_io.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <stdio.h>
#include <utility>

namespace dass::distill {

namespace {

namespace fs = std::filesystem;
using OrderedJson = nlohmann::ordered_json;

constexpr const char* kMeanPrefix = "mean.";
constexpr const char* kPredictionSum = "prediction_sum";

// Where the old state lies while the new one takes its place, on file systems that cannot exchange two names.
fs::path asideOf(const fs::path& folder)
{
    return folder.string() + ".old";
}

// Whether the two have changed places: network and user-space file systems may not be able to.
bool exchange(const fs::path& one, const fs::path& other)
{
    if (renameat2(AT_FDCWD, one.c_str(), AT_FDCWD, other.c_str(), RENAME_EXCHANGE) == 0)
        return true;
    if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP)
        throw Error(ErrorCode::Io, other.string() + ": cannot be replaced: " + std::strerror(errno));
    return false;
}

void replaceFolder(const fs::path& target, const fs::path& written)
{
    const fs::path aside = asideOf(target);
    std::error_code failure;
    if (!isThere(target)) {
        fs::rename(written, target, failure);
    } else if (exchange(written, target)) {
        fs::remove_all(written, failure);
    } else {
        fs::remove_all(aside, failure);
        if (!failure)
            fs::rename(target, aside, failure);
        if (!failure)
            fs::rename(written, target, failure);
    }
    if (!failure)
        fs::remove_all(aside, failure);
    if (failure)
        throw Error(ErrorCode::Io, target.string() + ": cannot be replaced: " + failure.message());
}

Parameters withoutPrefix(const Parameters& tensors, bool prefixed)
{
    Parameters chosen;
    for (const auto& [name, tensor] : tensors) {
        if (name.starts_with(kMeanPrefix) == prefixed)
            chosen.emplace(prefixed ? name.substr(std::strlen(kMeanPrefix)) : name, tensor);
    }
    return chosen;
}

[[noreturn]] void failAt(const fs::path& file, const std::string& key, const std::string& found,
                         const std::string& wanted)
{
    failState(file, '"' + key + "\" is " + found + "; want " + wanted);
}

// A value of a damaged file as one short line.
std::string textOf(const nlohmann::json& value)
{
    constexpr std::size_t kMost = 60;
    const std::string text = value.dump(-1, ' ', /*ensure_ascii=*/true);
    return text.size() <= kMost ? text : text.substr(0, kMost) + "...";
}

const nlohmann::json& valueAt(const nlohmann::json& object, const std::string& key, const fs::path& file)
{
    const auto found = object.find(key);
    if (found == object.end())
        failState(file, "holds no \"" + key + '"');
    return *found;
}

std::int64_t countAt(const nlohmann::json& object, const std::string& key, const fs::path& file)
{
    const nlohmann::json& value = valueAt(object, key, file);
    // The parser makes every whole number of 0 or more an unsigned one.
    if (!value.is_number_unsigned() || !std::in_range<std::int64_t>(value.get<std::uint64_t>()))
        failAt(file, key, textOf(value), "a whole number of 0 or more");
    return value.get<std::int64_t>();
}

void requireWithin(const std::string& key, std::int64_t found, std::int64_t least, std::int64_t most,
                   const std::string& reason, const fs::path& file)
{
    if (found >= least && found <= most)
        return;
    const std::string range =
        least == most ? std::to_string(most) : std::to_string(least) + " to " + std::to_string(most);
    failAt(file, key, std::to_string(found), range + ", " + reason);
}

struct StateFile
{
    Position position;
    std::int64_t optimizerSteps = 0;
    std::int64_t evaluatedEpochs = 0;
};

void requireSameRun(const nlohmann::json& object, std::uint64_t seed, const DataMark& data, const fs::path& file)
{
    const nlohmann::json& before = valueAt(object, "seed", file);
    if (!before.is_number_unsigned())
        failAt(file, "seed", textOf(before), "a whole number of 0 or more");
    if (before.get<std::uint64_t>() != seed)
        throw Error(ErrorCode::BadFile, file.string() + ": is of a run with another seed");
    if (!object.contains("data")) // as in states of before it is not
        return;
    const nlohmann::json& digest = object.at("data");
    if (!digest.is_string())
        failAt(file, "data", textOf(digest), "the digest of the lists, a text");
    const DataMark mark{countAt(object, "train_clips", file), countAt(object, "eval_clips", file),
                        digest.get<std::string>()};
    if (mark != data)
        throw Error(ErrorCode::BadFile, file.string() + ": " + differenceText(mark, data));
}

// Numbers that fit each other and the run: steps and epochs are places in lists.
void requireFit(const StateFile& state, const RunLength& run, const fs::path& file)
{
    const Position& position = state.position;
    requireWithin("step", position.step, 0, run.steps(),
                  "the steps that the run has now (a state that tells no \"data\" may be of a longer training list: "
                  "put that back)",
                  file);
    const std::int64_t begun = (position.step + run.stepsPerEpoch - 1) / run.stepsPerEpoch;
    requireWithin("closed_epochs", position.closedEpochs, std::max<std::int64_t>(0, begun - 1),
                  position.step / run.stepsPerEpoch,
                  "as after step " + std::to_string(position.step) + " at " + std::to_string(run.stepsPerEpoch) +
                      " steps an epoch",
                  file);
    requireWithin("best_epoch", position.bestEpoch, 0, position.closedEpochs, "the closed epochs", file);
    requireWithin("optimizer_steps", state.optimizerSteps, position.step, position.step, "as \"step\" is", file);
    requireWithin("evaluated_epochs", state.evaluatedEpochs, 0, position.closedEpochs, "the closed epochs", file);
}

StateFile readStateFile(const fs::path& file, std::uint64_t seed, const DataMark& data, const RunLength& run)
{
    constexpr double kRounding = 1e-6; // a mean of precisions of 1 may come out above it
    constexpr std::uintmax_t kMostBytes = 1'000'000;
    std::error_code unknown; // which reading it tells
    if (const std::uintmax_t bytes = fs::file_size(file, unknown); !unknown && bytes > kMostBytes)
        failState(file, "has " + std::to_string(bytes) + " bytes; want " + std::to_string(kMostBytes) + " at most");
    const nlohmann::json object = readJsonFile(file, ErrorCode::BadFile);
    StateFile state;
    Position& position = state.position;
    position.step = countAt(object, "step", file);
    position.closedEpochs = countAt(object, "closed_epochs", file);
    const nlohmann::json& best = valueAt(object, "best_mAP", file);
    if (!best.is_null()) {
        if (!best.is_number() || best.get<double>() < 0 || best.get<double>() > 1 + kRounding)
            failAt(file, "best_mAP", textOf(best), "a number from 0 to 1, or null");
        position.bestMeanAveragePrecision = best.get<double>();
    }
    if (object.contains("best_epoch")) // states of before do not tell it
        position.bestEpoch = countAt(object, "best_epoch", file);
    state.optimizerSteps = countAt(object, "optimizer_steps", file);
    state.evaluatedEpochs = countAt(object, "evaluated_epochs", file);
    requireSameRun(object, seed, data, file);
    requireFit(state, run, file);
    return state;
}

// The student's weights and, beside them, their running mean.
ShapeMap weightShapes(const Student& student)
{
    ShapeMap shapes = shapesOf(student.parameters());
    if (student.hasMean()) {
        for (const auto& [name, shape] : shapesOf(student.kept()))
            shapes.emplace(kMeanPrefix + name, shape);
    }
    return shapes;
}

// Of so many clips at most: some of the list may not have been readable.
at::Tensor readPredictionSum(const fs::path& path, std::int64_t clips, std::int64_t classes)
{
    const SafetensorsFile file(path);
    if (!file.contains(kPredictionSum))
        failState(path, std::string("holds no tensor '") + kPredictionSum + "'");
    const std::vector<std::int64_t>& shape = file.at(kPredictionSum).shape;
    if (shape.size() != 2 || shape[0] < 1 || shape[0] > clips || shape[1] != classes)
        failState(path, std::string("tensor '") + kPredictionSum + "' is of shape " + toString(shape) +
                            "; want [1 to " + std::to_string(clips) + ", " + std::to_string(classes) + "]");
    return readStateTensors(file, {{kPredictionSum, shape}}).at(kPredictionSum);
}

} // namespace

void saveState(const fs::path& folder, const Student& student, const Adam& adam, const RunningPredictions& predictions,
               const Position& position, std::uint64_t seed, const DataMark& data)
{
    const fs::path fresh = folder.string() + ".new";
    std::error_code ignored; // what is in the way is told when it is written to
    fs::remove_all(fresh, ignored);
    makeFolder(fresh, "see that the folder above it has room and may be written to, then go on with --resume");
    Parameters weights = student.parameters();
    if (student.hasMean()) {
        for (const auto& [name, tensor] : student.kept())
            weights.emplace(kMeanPrefix + name, tensor);
    }
    writeTensors(fresh / kWeightsName, weights);
    writeTensors(fresh / "optimizer.safetensors", adam.state());
    if (predictions.epochs > 0)
        writeTensors(fresh / "evaluation.safetensors", {{kPredictionSum, predictions.sum}});
    const OrderedJson object{{"step", position.step},
                             {"closed_epochs", position.closedEpochs},
                             {"best_mAP", position.bestMeanAveragePrecision
                                              ? OrderedJson(*position.bestMeanAveragePrecision)
                                              : OrderedJson()},
                             {"best_epoch", position.bestEpoch},
                             {"optimizer_steps", adam.steps()},
                             {"evaluated_epochs", predictions.epochs},
                             {"seed", seed},
                             {"train_clips", data.trainClips},
                             {"eval_clips", data.evalClips},
                             {"data", data.digest}};
    writeFileAtomically(fresh / kStateName, object.dump(2) + "\n");
    replaceFolder(folder, fresh);
}

std::optional<Position> loadState(const fs::path& wanted, Student& student, Adam& adam, RunningPredictions& predictions,
                                  std::uint64_t seed, const DataMark& data, const RunLength& run)
{
    const fs::path folder = isThere(wanted / kStateName) ? wanted : asideOf(wanted);
    const fs::path statePath = folder / kStateName;
    if (!isThere(statePath))
        return std::nullopt;
    const StateFile state = readStateFile(statePath, seed, data, run);
    const fs::path modelPath = folder / kWeightsName;
    const Parameters weights = readStateTensors(SafetensorsFile(modelPath), weightShapes(student));
    student.restore(student.parameters(), withoutPrefix(weights, false), modelPath.string());
    if (student.hasMean())
        student.restore(student.kept(), withoutPrefix(weights, true), modelPath.string());
    const fs::path optimizerPath = folder / "optimizer.safetensors";
    adam.restore(readStateTensors(SafetensorsFile(optimizerPath), shapesOf(adam.state())), state.optimizerSteps,
                 optimizerPath.string());
    predictions.epochs = state.evaluatedEpochs;
    if (predictions.epochs > 0)
        predictions.sum =
            readPredictionSum(folder / "evaluation.safetensors", data.evalClips, student.network().classes());
    return state.position;
}

} // namespace dass::distill
