#include "core/distill/training_state.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/distill/json_file.h"
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
    if (!fs::exists(target)) {
        fs::rename(written, target);
    } else if (exchange(written, target)) {
        fs::remove_all(written);
    } else {
        fs::remove_all(aside);
        fs::rename(target, aside);
        fs::rename(written, target);
    }
    fs::remove_all(aside);
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
    fs::remove_all(fresh);
    fs::create_directories(fresh);
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
    const fs::path folder = fs::exists(wanted / "state.json") ? wanted : asideOf(wanted);
    const fs::path statePath = folder / "state.json";
    if (!fs::exists(statePath))
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
