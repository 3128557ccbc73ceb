#include "core/report/provenance.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json_bounds.h"
#include "core/base/utf8.h"
#include "core/base/version.h"
#include "core/features/fbank.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <system_error>
#include <utility>

namespace dass {

namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr std::uintmax_t kMostBytes = 1 << 18; // a real one, with all classes by name, has some 30 thousand
constexpr std::int64_t kDeepest = 16;          // JSON inside JSON; a real one has 3

std::int64_t modificationTime(const std::filesystem::path& path)
{
    std::error_code error;
    const auto time = std::filesystem::last_write_time(path, error);
    if (error)
        throw Error(ErrorCode::NotFound,
                    "'" + path.string() + "' cannot be looked at: " + error.message() + "; was it moved or removed?");
    const auto system = std::chrono::file_clock::to_sys(time);
    return std::chrono::duration_cast<std::chrono::nanoseconds>(system.time_since_epoch()).count();
}

// To the millisecond.
double secondsOf(std::int64_t samples)
{
    return static_cast<double>((samples + 8) / 16) / 1000;
}

OrderedJson inputJson(const Provenance& p)
{
    return {{"path", p.inputPath},
            {"bytes", p.inputBytes},
            {"modified_ns", p.inputModified},
            {"duration_s", secondsOf(p.samples)},
            {"container", p.container},
            {"codec", p.codec},
            {"sample_rate", p.sampleRate},
            {"channels", p.channels}};
}

OrderedJson modelJson(const Provenance& p)
{
    return {{"name", validUtf8(p.modelName)},
            {"architecture", p.modelArchitecture},
            {"sha256", p.modelSha256},
            {"classes", p.modelClasses},
            {"device", p.device},
            {"precision", p.precision}};
}

// Of the classes that were asked for. Each names where its events end, which the common threshold may lie below.
OrderedJson ownThresholdsJson(const Provenance& p)
{
    OrderedJson list = OrderedJson::array();
    const auto& asked = p.events.classes;
    for (std::size_t i = 0; i < p.events.ownThresholds.size(); ++i) {
        const ClassThreshold& own = p.events.ownThresholds[i];
        if (!asked.empty() && std::ranges::find(asked, own.classIndex) == asked.end())
            continue;
        list.push_back({{"label", validUtf8(p.thresholdNames.at(i))},
                        {"threshold", own.threshold},
                        {"end_threshold", p.events.endOf(own.threshold)}});
    }
    return list;
}

OrderedJson settingsJson(const Provenance& p)
{
    OrderedJson settings{{"mode", nameOf(p.settings.mode)}};
    if (p.settings.mode == TaggingMode::Windows) {
        settings["window_s"] = p.settings.windowSeconds;
        settings["hop_s"] = p.settings.hopSeconds;
    } else if (p.settings.mode == TaggingMode::Dense) {
        settings["hop_s"] = kDenseStepSeconds;
    }
    settings["pooling"] = nameOf(p.settings.pooling);
    if (p.settings.channel)
        settings["channel"] = *p.settings.channel + 1;
    settings["threshold"] = p.events.threshold;
    settings["top_k"] = p.events.topK;
    settings["merge_gap_s"] = p.events.mergeGapSeconds;
    settings["min_duration_s"] = p.events.minDurationSeconds;
    settings["end_threshold"] = p.events.endOf(p.events.threshold);
    if (OrderedJson own = ownThresholdsJson(p); !own.empty()) // else the key is not there, as before there were such
        settings["own_thresholds"] = std::move(own);
    settings["smoothing"] = nameOf(p.events.smoothing);
    settings["smoothing_rows"] = p.events.smoothing == Smoothing::None ? 1 : p.events.smoothingRows;
    settings["roll_up"] = !p.events.rollUp.empty();
    settings["classes"] = nullptr;
    if (!p.classNames.empty()) {
        settings["classes"] = OrderedJson::array();
        for (const std::string& name : p.classNames)
            settings["classes"].push_back(validUtf8(name));
    }
    return settings;
}

OrderedJson provenanceJson(const Provenance& p)
{
    OrderedJson json{{"program", {{"name", "DASS Studio"}, {"version", p.programVersion}}},
                     {"input", inputJson(p)},
                     {"model", modelJson(p)},
                     {"settings", settingsJson(p)},
                     {"complete", p.complete},
                     {"warnings", p.warnings}};
    if (!p.corrections.empty())
        json["corrections"] = OrderedJson::parse(p.corrections);
    if (p.selectionEnd > p.selectionStart)
        json["selection"] = {{"start_s", secondsOf(p.selectionStart)}, {"end_s", secondsOf(p.selectionEnd)}};
    return json;
}

std::string dumped(const OrderedJson& json, int indent)
{
    return json.dump(indent, ' ', false, OrderedJson::error_handler_t::replace);
}

// What a provenance file holds; discarded where there is none, or what lies there cannot be one: anyone may have put
// it there, and what vouches for nothing is written anew.
OrderedJson foundIn(const std::filesystem::path& file)
{
    const OrderedJson nothing(OrderedJson::value_t::discarded);
    std::error_code failure;
    if (!std::filesystem::is_regular_file(file, failure)) // a pipe would hold the run up for ever
        return nothing;
    const std::uintmax_t bytes = std::filesystem::file_size(file, failure);
    if (failure || bytes > kMostBytes)
        return nothing;
    std::string text(bytes, '\0');
    std::ifstream stream(file, std::ios::binary);
    stream.read(text.data(), static_cast<std::streamsize>(bytes));
    if (!stream || shapeOfJson(text).depth > kDeepest) // a copy of it would run out of stack
        return nothing;
    return OrderedJson::parse(text, nullptr, false);
}

// Whether a provenance file's contents tell of a complete run that the expected ones would repeat.
bool tellsOf(const OrderedJson& found, const OrderedJson& expected)
{
    if (!found.is_object() || !found.contains("complete") || found["complete"] != true)
        return false;
    if (found.contains("selection") || expected.contains("selection"))
        return false; // rows are missing, whatever else is the same
    for (const char* part : {"program", "model", "settings"}) {
        if (!found.contains(part) || found[part] != expected[part])
            return false;
    }
    if (found.value("corrections", OrderedJson()) != expected.value("corrections", OrderedJson()))
        return false;
    // The duration is known only after the run; path and the two that tell of a change are enough.
    for (const char* key : {"path", "bytes", "modified_ns"}) {
        if (!found.contains("input") || !found["input"].is_object() || !found["input"].contains(key) ||
            found["input"][key] != expected["input"][key])
            return false;
    }
    return true;
}

} // namespace

void describeInput(Provenance& p, const std::filesystem::path& file)
{
    std::error_code error;
    p.inputPath = utf8Of(std::filesystem::absolute(file).lexically_normal());
    p.inputModified = modificationTime(file);
    p.inputBytes = std::filesystem::file_size(file, error);
    if (error)
        p.inputBytes = 0; // a pipe or device
}

void describeEvents(Provenance& p, const EventSettings& events, const std::vector<Label>& labels)
{
    p.events = events;
    p.classNames.clear();
    for (const std::int64_t c : events.classes)
        p.classNames.push_back(labels.at(static_cast<std::size_t>(c)).name);
    p.thresholdNames.clear();
    for (const ClassThreshold& own : events.ownThresholds)
        p.thresholdNames.push_back(labels.at(static_cast<std::size_t>(own.classIndex)).name);
}

Provenance describeRun(const AudioInfo& audio, const TaggingModel& model, const TaggingSettings& settings,
                       const EventSettings& events)
{
    Provenance p;
    p.programVersion = kVersion;
    describeInput(p, audio.path);
    p.inputBytes = audio.fileBytes;
    p.container = audio.container;
    p.codec = audio.codec;
    p.sampleRate = audio.sampleRate;
    p.channels = audio.channels;

    const ModelInfo& info = model.info();
    p.modelName = info.name;
    p.modelArchitecture = info.architecture;
    p.modelSha256 = info.sha256;
    p.modelClasses = info.classes;
    p.device = model.device();
    p.precision = nameOf(model.precision());

    p.settings = settings;
    describeEvents(p, events, info.labels);
    return p;
}

std::string nameOf(TaggingMode mode)
{
    switch (mode) {
    case TaggingMode::Windows:
        return "windows";
    case TaggingMode::Dense:
        return "dense";
    case TaggingMode::Whole:
        return "whole";
    }
    throw Error(ErrorCode::Internal, "a mode without a name");
}

TaggingMode taggingModeFromName(const std::string& name)
{
    for (const TaggingMode mode : {TaggingMode::Windows, TaggingMode::Dense, TaggingMode::Whole})
        if (name == nameOf(mode))
            return mode;
    throw Error(ErrorCode::InvalidArgument, "there is no mode '" + name + "'; choose windows, dense or whole");
}

std::string toJson(const Provenance& p, int indent)
{
    return dumped(provenanceJson(p), indent);
}

std::string provenanceFileText(const Provenance& p, const std::vector<std::string>& formats)
{
    OrderedJson json = provenanceJson(p);
    json["formats"] = formats;
    return dumped(json, 2) + "\n";
}

std::vector<std::string> formatsUpToDate(const std::filesystem::path& provenanceFile, const Provenance& wanted)
{
    const OrderedJson found = foundIn(provenanceFile);
    if (!tellsOf(found, OrderedJson::parse(toJson(wanted))) || !found.contains("formats") ||
        !found["formats"].is_array())
        return {};
    std::vector<std::string> formats;
    for (const OrderedJson& format : found["formats"])
        if (format.is_string())
            formats.push_back(format.get<std::string>());
    return formats;
}

void withdrawFormats(const std::filesystem::path& provenanceFile, std::string_view beginning)
{
    OrderedJson found = foundIn(provenanceFile);
    if (!found.is_object() || !found.contains("formats") || !found["formats"].is_array())
        return; // vouches for nothing
    OrderedJson kept = OrderedJson::array();
    for (const OrderedJson& format : found["formats"])
        if (!format.is_string() || !format.get_ref<const std::string&>().starts_with(beginning))
            kept.push_back(format);
    if (kept.size() == found["formats"].size())
        return;
    found["formats"] = std::move(kept);
    writeFileAtomically(provenanceFile, dumped(found, 2) + "\n");
}

} // namespace dass
