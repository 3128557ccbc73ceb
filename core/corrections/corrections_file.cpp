#include "core/corrections/corrections_file.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json_bounds.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <string_view>
#include <system_error>

namespace dass {

namespace {

using OrderedJson = nlohmann::ordered_json; // for writing
using ReadJson = nlohmann::json;            // an object of a million keys does not make it slow

constexpr const char* kFormat = "dass-corrections";
constexpr int kVersion = 1;
constexpr std::uintmax_t kMostBytes = std::uintmax_t{16} << 20; // a day's work has some kilobytes
constexpr std::size_t kMostValues = 24 * kMostCorrections;      // JSON values and keys; a correction has 23 at most
constexpr std::int64_t kDeepest = 16;                           // JSON inside JSON; a real file has 4
constexpr std::size_t kLongestName = 4096;
constexpr std::int64_t kLastSample = std::int64_t{1} << 48; // 500 years

std::string dumped(const OrderedJson& json)
{
    return json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

void putTag(OrderedJson& json, const Label& tag)
{
    json["label"] = tag.name;
    json["mid"] = tag.mid;
}

void putSpan(OrderedJson& json, const EventSpan& span)
{
    json["start_sample"] = span.startSample;
    json["end_sample"] = span.endSample;
}

OrderedJson correctionJson(const Correction& correction)
{
    OrderedJson json = OrderedJson::object();
    if (correction.found) {
        putTag(json["found"], correction.found->tag);
        putSpan(json["found"], correction.found->span);
    }
    if (correction.deleted)
        json["deleted"] = true;
    if (correction.tag)
        putTag(json, *correction.tag);
    if (correction.span)
        putSpan(json, *correction.span);
    if (correction.verdict != Verdict::None)
        json["verdict"] = correction.verdict == Verdict::Right ? "right" : "wrong";
    return json;
}

// Reads one file's values, and says in its errors where in the file they are.
class Reader
{
public:
    explicit Reader(const std::filesystem::path& file) : m_file(file) {}

    CorrectionList read(const ReadJson& json)
    {
        m_where = "the file";
        checkKeys(json, {"format", "version", "recording", "corrections"});
        if (!json.contains("format") || json["format"] != kFormat)
            fail("does not say that its format is " + std::string(kFormat));
        if (!json.contains("version") || json["version"] != kVersion)
            throw Error(ErrorCode::Unsupported, m_file.string() + ": is of another version of the format than " +
                                                    std::to_string(kVersion) +
                                                    "; open it with the version of the program that wrote it");
        if (!json.contains("corrections"))
            fail("has no list of corrections");
        return readList(json["corrections"]); // never copied: that would recurse as deep as a file may nest
    }

    CorrectionList readList(const ReadJson& json)
    {
        m_where = "the file";
        if (!json.is_array())
            fail("has no list of corrections");
        if (json.size() > kMostCorrections)
            fail("has " + std::to_string(json.size()) + " corrections, wanted at most " +
                 std::to_string(kMostCorrections) + " of a recording; leave some out");
        CorrectionList list;
        for (const ReadJson& one : json) {
            m_where = "correction " + std::to_string(list.size() + 1);
            Correction correction = readCorrection(one);
            correction.id = list.newId();
            list.set(correction);
        }
        return list;
    }

private:
    Correction readCorrection(const ReadJson& json)
    {
        checkKeys(json, {"found", "deleted", "label", "mid", "start_sample", "end_sample", "verdict"});
        Correction correction;
        if (json.contains("found")) {
            checkKeys(json["found"], {"label", "mid", "start_sample", "end_sample"});
            correction.found = FoundEvent{readTag(json["found"]), readSpan(json["found"])};
        }
        if (json.contains("deleted")) {
            if (!json["deleted"].is_boolean())
                fail("has a \"deleted\" that is neither true nor false");
            correction.deleted = json["deleted"].get<bool>();
        }
        if (json.contains("label") || json.contains("mid"))
            correction.tag = readTag(json);
        if (json.contains("start_sample") || json.contains("end_sample"))
            correction.span = readSpan(json);
        if (json.contains("verdict")) {
            if (json["verdict"] != "right" && json["verdict"] != "wrong")
                fail("has a \"verdict\" that is neither right nor wrong");
            correction.verdict = json["verdict"] == "right" ? Verdict::Right : Verdict::Wrong;
        }
        if (correction.isAdded() && (correction.deleted || !correction.tag || !correction.span))
            fail("is about no event that was found and adds none either");
        return correction;
    }

    void checkKeys(const ReadJson& json, std::initializer_list<std::string_view> known) const
    {
        if (!json.is_object())
            fail("is no JSON object where there must be one");
        for (const auto& [key, value] : json.items())
            if (std::ranges::find(known, key) == known.end())
                fail("has a key \"" + key.substr(0, 40) + "\", which nothing of the program writes");
    }

    Label readTag(const ReadJson& json) const
    {
        Label tag{readName(json, "mid"), readName(json, "label")};
        if (tag.name.empty())
            fail("has a tag without a name");
        return tag;
    }

    std::string readName(const ReadJson& json, const char* key) const
    {
        if (!json.contains(key) || !json[key].is_string())
            fail("has no text \"" + std::string(key) + '"');
        const auto& name = json[key].get_ref<const std::string&>();
        if (name.size() > kLongestName)
            fail("has a \"" + std::string(key) + "\" of " + std::to_string(name.size()) + " bytes");
        return name;
    }

    EventSpan readSpan(const ReadJson& json) const
    {
        const EventSpan span{readSample(json, "start_sample"), readSample(json, "end_sample")};
        if (span.isEmpty())
            fail("ends where it starts, or before");
        return span;
    }

    std::int64_t readSample(const ReadJson& json, const char* key) const
    {
        if (!json.contains(key) || !json[key].is_number_integer())
            fail("has no whole number \"" + std::string(key) + '"');
        const ReadJson& value = json[key];
        if (value.is_number_unsigned() ? value.get<std::uint64_t>() > static_cast<std::uint64_t>(kLastSample)
                                       : value.get<std::int64_t>() < 0)
            fail("has a \"" + std::string(key) + "\" that is no position in a recording");
        return value.get<std::int64_t>();
    }

    [[noreturn]] void fail(const std::string& what) const
    {
        throw Error(ErrorCode::BadFile, m_file.string() + ": " + m_where + ' ' + what);
    }

    const std::filesystem::path& m_file;
    std::string m_where;
};

ReadJson parsed(std::string_view text, const std::filesystem::path& file)
{
    if (const JsonShape shape = shapeOfJson(text); shape.depth > kDeepest || shape.values > kMostValues)
        throw Error(ErrorCode::BadFile, file.string() + ": nests lists and objects " + std::to_string(shape.depth) +
                                            " deep and holds " + std::to_string(shape.values) +
                                            " values, more than any list of " + std::to_string(kMostCorrections) +
                                            " corrections of a recording, the most that are read; leave some out");
    try {
        return ReadJson::parse(text);
    } catch (const ReadJson::exception& damage) {
        throw Error(ErrorCode::BadFile, file.string() + ": is no valid JSON: " + damage.what());
    }
}

} // namespace

std::string correctionsText(const CorrectionList& corrections)
{
    std::string text = "[";
    const char* separator = "\n";
    for (const Correction& one : corrections.all()) {
        text += separator + dumped(correctionJson(one));
        separator = ",\n";
    }
    return text + (corrections.empty() ? "]" : "\n]");
}

CorrectionList correctionsFromText(std::string_view text, const std::filesystem::path& file)
{
    return Reader(file).readList(parsed(text, file));
}

void writeCorrections(const std::filesystem::path& file, const CorrectedRecording& recording,
                      const CorrectionList& corrections)
{
    if (corrections.size() > kMostCorrections)
        throw Error(ErrorCode::InvalidArgument, file.string() + ": cannot hold " + std::to_string(corrections.size()) +
                                                    " corrections, wanted at most " + std::to_string(kMostCorrections) +
                                                    " of a recording; take some back");
    const OrderedJson about{{"path", recording.path}, {"bytes", recording.bytes}};
    writeFileAtomically(
        file, "{\"format\": \"" + std::string(kFormat) + "\", \"version\": " + std::to_string(kVersion) +
                  ",\n\"recording\": " + dumped(about) + ",\n\"corrections\": " + correctionsText(corrections) + "}\n");
}

CorrectionList readCorrections(const std::filesystem::path& file)
{
    std::error_code error;
    const std::uintmax_t bytes = std::filesystem::file_size(file, error);
    if (error == std::errc::no_such_file_or_directory)
        throw Error(ErrorCode::NotFound, file.string() + ": is not there");
    if (error)
        throw Error(ErrorCode::Io, file.string() + ": cannot be looked at: " + error.message());
    if (bytes > kMostBytes)
        throw Error(ErrorCode::BadFile,
                    file.string() + ": has " + std::to_string(bytes) + " bytes, more than any list of corrections");
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw Error(ErrorCode::Io, file.string() + ": cannot be read: " + std::strerror(errno));
    const std::string text(std::istreambuf_iterator<char>(stream), {});
    return Reader(file).read(parsed(text, file));
}

} // namespace dass
