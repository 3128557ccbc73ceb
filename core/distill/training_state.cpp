#include "core/distill/training_state.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/make_folder.h"
#include "core/distill/json_file.h"
#include "core/distill/text_file.h"
#include "core/model/tensor_io.h"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <stdio.h>

namespace dass::distill {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

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
    writeTensors(fresh / "model.safetensors", weights);
    writeTensors(fresh / "optimizer.safetensors", adam.state());
    if (predictions.epochs > 0)
        writeTensors(fresh / "evaluation.safetensors", {{kPredictionSum, predictions.sum}});
    const Json object{
        {"step", position.step},
        {"closed_epochs", position.closedEpochs},
        {"best_mAP", position.bestMeanAveragePrecision ? Json(*position.bestMeanAveragePrecision) : Json()},
        {"best_epoch", position.bestEpoch},
        {"optimizer_steps", adam.steps()},
        {"evaluated_epochs", predictions.epochs},
        {"seed", seed},
        {"train_clips", data.trainClips},
        {"eval_clips", data.evalClips},
        {"data", data.digest}};
    writeFileAtomically(fresh / "state.json", object.dump(2) + "\n");
    replaceFolder(folder, fresh);
}

std::optional<Position> loadState(const fs::path& wanted, Student& student, Adam& adam, RunningPredictions& predictions,
                                  std::uint64_t seed, const DataMark& data)
{
    const fs::path folder = isThere(wanted / "state.json") ? wanted : asideOf(wanted);
    const fs::path statePath = folder / "state.json";
    if (!isThere(statePath))
        return std::nullopt;
    Position position;
    std::int64_t optimizerSteps = 0;
    try {
        const nlohmann::json object = readJsonFile(statePath, ErrorCode::BadFile);
        position.step = object.at("step").get<std::int64_t>();
        position.closedEpochs = object.at("closed_epochs").get<std::int64_t>();
        if (!object.at("best_mAP").is_null())
            position.bestMeanAveragePrecision = object.at("best_mAP").get<double>();
        position.bestEpoch = object.value("best_epoch", std::int64_t{0}); // states of before do not tell it
        optimizerSteps = object.at("optimizer_steps").get<std::int64_t>();
        predictions.epochs = object.at("evaluated_epochs").get<std::int64_t>();
        if (object.at("seed").get<std::uint64_t>() != seed)
            throw Error(ErrorCode::BadFile, statePath.string() + ": is of a run with another seed");
        if (object.contains("data")) { // as in states of before it is not
            const DataMark before{object.at("train_clips").get<std::int64_t>(),
                                  object.at("eval_clips").get<std::int64_t>(), object.at("data").get<std::string>()};
            if (before != data)
                throw Error(ErrorCode::BadFile, statePath.string() + ": " + differenceText(before, data));
        }
    } catch (const Json::exception& error) {
        throw Error(ErrorCode::BadFile, statePath.string() + ": is damaged: " + error.what());
    }
    const fs::path modelPath = folder / "model.safetensors";
    const Parameters weights = readTensors(SafetensorsFile(modelPath));
    student.restore(student.parameters(), withoutPrefix(weights, false), modelPath.string());
    if (student.hasMean())
        student.restore(student.kept(), withoutPrefix(weights, true), modelPath.string());
    const fs::path optimizerPath = folder / "optimizer.safetensors";
    adam.restore(readTensors(SafetensorsFile(optimizerPath)), optimizerSteps, optimizerPath.string());
    if (predictions.epochs > 0)
        predictions.sum = readTensor(SafetensorsFile(folder / "evaluation.safetensors"), kPredictionSum);
    return position;
}

} // namespace dass::distill
