#include "core/results/result_record.h"

#include "core/base/error.h"
#include "core/base/json_bounds.h"
#include "core/features/fbank.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace dass {

namespace {

using OrderedJson = nlohmann::ordered_json; // for writing
using ReadJson = nlohmann::json;            // an object of a million keys does not make it slow

constexpr int kRecordFormat = 1;
constexpr std::int64_t kMostSamples = std::int64_t{1} << 40; // two years; products stay in range
constexpr std::int64_t kMostClasses = 1'000'000;
constexpr std::size_t kDigestLetters = 64;         // of a SHA-256
constexpr std::int64_t kRecordDeepest = 16;        // JSON inside JSON; a real one has 3
constexpr std::size_t kRecordMostValues = 200'000; // a real one has some 40 and its warnings

Provenance provenanceFrom(const ReadJson& json)
{
    Provenance p;
    p.programVersion = json.at("program").at("version").get<std::string>();

    const ReadJson& input = json.at("input");
    p.inputPath = input.at("path").get<std::string>();
    p.inputBytes = input.at("bytes").get<std::uint64_t>();
    p.inputModified = input.at("modified_ns").get<std::int64_t>();
    p.container = input.at("container").get<std::string>();
    p.codec = input.at("codec").get<std::string>();
    p.sampleRate = input.at("sample_rate").get<int>();
    p.channels = input.at("channels").get<int>();

    const ReadJson& model = json.at("model");
    p.modelName = model.at("name").get<std::string>();
    p.modelArchitecture = model.at("architecture").get<std::string>();
    p.modelSha256 = model.at("sha256").get<std::string>();
    p.modelClasses = model.at("classes").get<std::int64_t>();
    p.device = model.at("device").get<std::string>();
    p.precision = model.at("precision").get<std::string>();

    const ReadJson& settings = json.at("settings");
    p.settings.mode = taggingModeFromName(settings.at("mode").get<std::string>());
    if (p.settings.mode == TaggingMode::Windows) {
        p.settings.windowSeconds = settings.at("window_s").get<double>();
        p.settings.hopSeconds = settings.at("hop_s").get<double>();
    }
    p.settings.pooling = poolingFromName(settings.at("pooling").get<std::string>());
    if (settings.contains("channel"))
        p.settings.channel = settings.at("channel").get<int>() - 1;
    p.complete = json.at("complete").get<bool>();
    p.warnings = json.at("warnings").get<std::vector<std::string>>();
    return p;
}

// What a run left that was cancelled tells of as many rows as there are; how long the recording is was not known yet.
void requireConsistent(const ResultRecord& record)
{
    const Provenance& p = record.provenance;
    const RowTiming timing(p.settings); // throws where the settings cannot be used
    const bool lengths = p.samples > 0 && p.samples < kMostSamples &&
                         (p.complete ? record.frames == std::max<std::int64_t>(fbank::frameCount(p.samples), 1) &&
                                           record.rows == timing.rowCount(record.frames)
                                     : record.frames > 0 && record.frames < kMostSamples && record.rows > 0 &&
                                           record.rows < kMostSamples);
    if (record.rowsSha256.size() != kDigestLetters ||
        record.rowsSha256.find_first_not_of("0123456789abcdef") != std::string::npos)
        throw Error(ErrorCode::BadFile, "'" + record.rowsSha256 + "' is no SHA-256 of rows"); // names their file
    if (!lengths || p.modelClasses < 1 || p.modelClasses > kMostClasses)
        throw Error(ErrorCode::BadFile, std::to_string(record.rows) + " rows of " + std::to_string(p.modelClasses) +
                                            " classes do not belong to " + std::to_string(p.samples) + " samples");
}

} // namespace

std::string toText(const ResultRecord& record)
{
    const OrderedJson json{{"format", kRecordFormat},          {"rows", record.rows},
                           {"frames", record.frames},          {"samples", record.provenance.samples},
                           {"rows_sha256", record.rowsSha256}, {"run", OrderedJson::parse(toJson(record.provenance))}};
    return json.dump(2, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

ResultRecord recordFromText(std::string_view text, const std::string& name)
{
    const std::string advice = "; the recording is tagged again";
    try {
        if (const JsonShape shape = shapeOfJson(text); shape.depth > kRecordDeepest || shape.values > kRecordMostValues)
            throw Error(ErrorCode::BadFile, "it nests lists and objects " + std::to_string(shape.depth) +
                                                " deep and holds " + std::to_string(shape.values) +
                                                " values, wanted at most " + std::to_string(kRecordDeepest) + " and " +
                                                std::to_string(kRecordMostValues));
        const ReadJson json = ReadJson::parse(text);
        if (const int format = json.at("format").get<int>(); format != kRecordFormat)
            throw Error(ErrorCode::Unsupported, "'" + name + "' has format " + std::to_string(format) + ", wanted " +
                                                    std::to_string(kRecordFormat) + advice);
        ResultRecord record;
        record.provenance = provenanceFrom(json.at("run"));
        record.provenance.samples = json.at("samples").get<std::int64_t>();
        record.rows = json.at("rows").get<std::int64_t>();
        record.frames = json.at("frames").get<std::int64_t>();
        record.rowsSha256 = json.at("rows_sha256").get<std::string>();
        requireConsistent(record);
        return record;
    } catch (const nlohmann::json::exception& exception) {
        throw Error(ErrorCode::BadFile,
                    "'" + name + "' is no record of a result (" + describe(exception) + ")" + advice);
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Unsupported)
            throw;
        throw Error(ErrorCode::BadFile, "'" + name + "' is damaged: " + error.what() + advice);
    }
}

std::string keyOf(const Provenance& run)
{
    const TaggingSettings& settings = run.settings;
    OrderedJson key = OrderedJson::array({run.inputPath, run.modelSha256, run.modelClasses, run.device, run.precision,
                                          nameOf(settings.mode), nameOf(settings.pooling)});
    key.push_back(settings.channel ? OrderedJson(*settings.channel) : OrderedJson());
    if (settings.mode == TaggingMode::Windows) {
        key.push_back(settings.windowSeconds);
        key.push_back(settings.hopSeconds);
    }
    return key.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

bool sameRun(const Provenance& found, const Provenance& wanted)
{
    return found.programVersion == wanted.programVersion && found.inputBytes == wanted.inputBytes &&
           found.inputModified == wanted.inputModified && keyOf(found) == keyOf(wanted);
}

} // namespace dass
