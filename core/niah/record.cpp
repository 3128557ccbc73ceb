#include "core/niah/record.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json_file.h"
#include "core/base/utf8.h"
#include "core/base/version.h"
#include "core/niah/needle_set.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace dass::niah {

namespace {

using OrderedJson = nlohmann::ordered_json;
namespace fs = std::filesystem;

constexpr const char* kFormat = "dass-niah";
constexpr int kFormatVersion = 1;
constexpr std::uintmax_t kMostBytes = 256'000'000; // needles and cells as many as there can be take less

OrderedJson toJson(const CellRecord& record)
{
    const Cell& cell = record.cell;
    OrderedJson json{{"key", record.key},
                     {"file", record.file},
                     {"fingerprint", record.fingerprint},
                     {"model", cell.model},
                     {"pooling", nameOf(cell.pooling)}};
    if (cell.baseline)
        json["baseline"] = true;
    else
        json.update({{"haystack", cell.haystack},
                     {"snr_db", cell.snrDb ? OrderedJson(*cell.snrDb) : OrderedJson()},
                     {"frames", cell.frames},
                     {"position", cell.position}});
    return json;
}

void requireSound(const CellRecord& record)
{
    const Cell& cell = record.cell;
    const auto fail = [&](const std::string& found, const std::string& wanted) {
        throw Error(ErrorCode::BadFile, "the cell " + record.key + " has " + found + "; want " + wanted);
    };
    if (cell.frames < kNeedleFrames || cell.frames > kMostMixtureFrames)
        fail("no length that a haystack can have",
             std::to_string(kNeedleFrames) + " to " + std::to_string(kMostMixtureFrames) + " whole frames");
    if (!(cell.position >= 0 && cell.position <= 1))
        fail("the position " + numberText(cell.position), "0 to 1");
    if (cell.snrDb && !(std::abs(*cell.snrDb) <= kMostSnr))
        fail("the ratio " + numberText(*cell.snrDb) + " dB", "-100 to 100");
}

CellRecord cellFrom(const nlohmann::json& json, const Experiment& experiment)
{
    CellRecord record;
    record.key = json.at("key");
    record.file = json.at("file");
    record.fingerprint = json.at("fingerprint");
    Cell& cell = record.cell;
    cell.model = json.at("model");
    cell.pooling = poolingFromName(json.at("pooling"));
    cell.baseline = json.value("baseline", false);
    cell.frames = 1024;
    if (!cell.baseline) {
        cell.haystack = json.at("haystack");
        if (!json.at("snr_db").is_null())
            cell.snrDb = json.at("snr_db").get<double>();
        // A number that is no whole one would be out of range only after it is made one.
        cell.frames = json.at("frames").is_number_integer() ? json.at("frames").get<std::int64_t>() : 0;
        cell.position = json.at("position");
    }
    requireSound(record);
    const bool nameIsPlain = fs::path(record.file).filename() == record.file && record.file != "..";
    if (cell.model >= experiment.models.size() || (!cell.baseline && cell.haystack >= experiment.haystacks.size()) ||
        !nameIsPlain)
        throw Error(ErrorCode::BadFile, "the cell " + record.key + " names what is not there");
    return record;
}

Experiment experimentFrom(const nlohmann::json& json)
{
    if (json.at("format") != kFormat || json.at("version") != kFormatVersion)
        throw Error(ErrorCode::BadFile, "is no record of a haystack test that this version knows");
    Experiment experiment;
    for (const auto& model : json.at("models"))
        experiment.models.push_back({model.at("name"), model.at("title"), model.at("sha256"), model.at("architecture"),
                                     model.at("parameters"), model.at("note"), model.value("ast_positions", "")});
    experiment.haystacks = json.at("haystacks").get<std::vector<std::string>>();
    for (const auto& label : json.at("labels"))
        experiment.labels.push_back({label.at(0), label.at(1)});
    experiment.needleFingerprint = json.at("needle_fingerprint");
    for (const auto& needle : json.at("needles")) {
        experiment.needles.push_back({needle.at("name"), needle.at("labels").get<std::vector<std::int64_t>>()});
        for (std::int64_t label : experiment.needles.back().labels) {
            if (label < 0 || label >= experiment.classes())
                throw Error(ErrorCode::BadFile, "the needle " + experiment.needles.back().name + " has the label " +
                                                    std::to_string(label) + ", of " +
                                                    std::to_string(experiment.classes()) + " classes");
        }
    }
    const auto& spec = json.at("spec");
    const auto& bootstrap = spec.at("bootstrap");
    experiment.bootstrap = {std::clamp<std::int64_t>(bootstrap.at("resamples"), 0, kMostResamples),
                            std::clamp<double>(bootstrap.at("level"), 0.5, 0.9999), bootstrap.at("seed")};
    experiment.saveLogits = spec.at("save_logits");
    experiment.shard = shardFromText(json.at("shard"));
    experiment.precision = json.at("precision");
    experiment.specText = spec.dump();
    if (json.at("cells").size() > static_cast<std::size_t>(kMostCells))
        throw Error(ErrorCode::BadFile, "has " + std::to_string(json.at("cells").size()) + " cells; want " +
                                            std::to_string(kMostCells) + " at most");
    for (const auto& cell : json.at("cells"))
        experiment.cells.push_back(cellFrom(cell, experiment));
    requireBounded(experiment);
    std::set<std::string> names; // of cells and of their files, each of which is some cell's own
    for (const CellRecord& cell : experiment.cells)
        if (!names.insert("cell " + cell.key).second || !names.insert("file " + cell.file).second)
            throw Error(ErrorCode::BadFile, "has the cell " + cell.key + ", or its file " + cell.file + ", twice");
    return experiment;
}

} // namespace

std::vector<float> Experiment::targets() const
{
    std::vector<float> targets(needles.size() * labels.size(), 0.0F);
    for (std::size_t i = 0; i < needles.size(); ++i) {
        for (std::int64_t label : needles[i].labels)
            targets[i * labels.size() + static_cast<std::size_t>(label)] = 1;
    }
    return targets;
}

void requireBounded(const Experiment& experiment)
{
    const auto needles = static_cast<std::int64_t>(experiment.needles.size());
    const auto require = [&](std::int64_t others, const std::string& what, std::int64_t most) {
        if (needles > 0 && others > most / needles)
            throw Error(ErrorCode::InvalidArgument,
                        "has " + std::to_string(needles) + " needles and " + std::to_string(others) + " " + what +
                            "; their product may be " + std::to_string(most) + " at most, choose fewer");
    };
    require(experiment.classes(), "classes", kMostTargets);
    require(experiment.bootstrap.resamples, "resamples", kMostDraws);
    if (experiment.saveLogits && experiment.classes() > 0) // they are put together in memory
        require(experiment.classes() * static_cast<std::int64_t>(experiment.cells.size()),
                "logits of each in all cells, which are to be saved", kMostSavedLogits);
}

bool isSameTest(const Experiment& one, const Experiment& other)
{
    // A model without a digest could not be loaded at that time.
    const auto isOf = [](const Experiment& all) {
        return [&all](const ModelRecord& model) {
            return model.sha256.empty() || std::any_of(all.models.begin(), all.models.end(), [&](const auto& same) {
                       return same.sha256 == model.sha256 && same.astPositions == model.astPositions;
                   });
        };
    };
    return one.needleFingerprint == other.needleFingerprint &&
           (std::all_of(one.models.begin(), one.models.end(), isOf(other)) ||
            std::all_of(other.models.begin(), other.models.end(), isOf(one)));
}

void writeExperiment(const fs::path& folder, const Experiment& experiment)
{
    OrderedJson json{{"format", kFormat},
                     {"version", kFormatVersion},
                     {"program", std::string("dass ") + dass::kVersion},
                     {"shard", textOf(experiment.shard)},
                     {"precision", experiment.precision},
                     {"haystacks", experiment.haystacks},
                     {"needle_fingerprint", experiment.needleFingerprint}};
    json["models"] = OrderedJson::array();
    for (const ModelRecord& model : experiment.models) {
        json["models"].push_back({{"name", validUtf8(model.name)},
                                  {"title", validUtf8(model.title)},
                                  {"sha256", model.sha256},
                                  {"architecture", model.architecture},
                                  {"parameters", model.parameters},
                                  {"note", validUtf8(model.note)}});
        if (!model.astPositions.empty())
            json["models"].back()["ast_positions"] = model.astPositions;
    }
    json["spec"] = OrderedJson::parse(experiment.specText);
    json["cells"] = OrderedJson::array();
    for (const CellRecord& cell : experiment.cells)
        json["cells"].push_back(toJson(cell));
    json["needles"] = OrderedJson::array();
    for (const NeedleRecord& needle : experiment.needles)
        json["needles"].push_back({{"name", needle.name}, {"labels", needle.labels}});
    json["labels"] = OrderedJson::array();
    for (const Label& label : experiment.labels)
        json["labels"].push_back({validUtf8(label.mid), validUtf8(label.name)});
    writeFileAtomically(folder / kRecordName, json.dump(1, ' ', false, OrderedJson::error_handler_t::replace) + "\n");
}

Experiment readExperiment(const fs::path& folder)
{
    const fs::path file = folder / kRecordName;
    std::error_code ignored; // a path without a size is reported below
    const std::uintmax_t size = fs::file_size(file, ignored);
    if (!ignored && size > kMostBytes)
        throw Error(ErrorCode::BadFile, file.string() + ": has " + std::to_string(size) + " bytes; want " +
                                            std::to_string(kMostBytes) + " at most, as a haystack test's record has");
    const nlohmann::json json = readJsonFile(file, ErrorCode::BadFile);
    try {
        return experimentFrom(json);
    } catch (const Error& error) {
        throw Error(ErrorCode::BadFile, file.string() + ": " + error.what());
    } catch (const nlohmann::json::exception& error) {
        throw Error(ErrorCode::BadFile, file.string() + ": is no record of a haystack test: " + error.what());
    }
}

fs::path cellPath(const fs::path& folder, const CellRecord& cell)
{
    return folder / "cells" / cell.file;
}

} // namespace dass::niah
