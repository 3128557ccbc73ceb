// A session file as anyone may have written it.

#include "app/jobs/path_text.h"
#include "app/session/bounded_json.h"
#include "app/session/json_fields.h"
#include "app/session/session_file.h"
#include "app/session/tag_choice.h"
#include "core/base/error.h"
#include "core/base/one_line.h"
#include "core/corrections/corrections_file.h"
#include "core/results/result_folder.h"

#include <limits>
#include <set>
#include <system_error>

namespace dass {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json; // an object of a million keys does not make it slow

constexpr std::size_t kMostModels = 100;
constexpr double kLastSample = static_cast<double>(std::int64_t{1} << 40); // two years

class Reader : private JsonFields
{
public:
    explicit Reader(const fs::path& file)
        : JsonFields(file), m_folder(fs::absolute(file).lexically_normal().parent_path())
    {
    }

    SessionDocument read(const Json& json)
    {
        SessionDocument document;
        if (!json.is_object() || !json.contains("format") || json["format"] != "dass-session")
            fail("is no session: it does not say that its format is dass-session");
        if (const int version = whole(json, "version", 1, std::numeric_limits<int>::max()); version > kSessionVersion)
            throw Error(ErrorCode::Unsupported, '\'' + m_file.string() +
                                                    "' was saved by a newer version of DASS Studio (format " +
                                                    std::to_string(version) + "; this one reads " +
                                                    std::to_string(kSessionVersion) + "); open it with that version");
        readModels(list(json, "models", kMostModels));
        readRecordings(list(json, "recordings", kMostSessionRecordings), document);
        m_where.clear();
        const int last = static_cast<int>(document.recordings.size()) - 1;
        document.current = whole(json, "current", -1, last);
        document.timeOfDay = boolean(json, "time_of_day");
        document.view = readView(object(json, "view"));
        document.shown = readShown(object(json, "shown"));
        document.spectrogram = readSpectrogram(object(json, "spectrogram"));
        document.tags = readTags(object(json, "tags"));
        document.run = readRun(object(json, "run"));
        const Json& model = object(json, "model");
        document.modelPath = QString::fromStdString(text(model, "path", kLongestPath));
        document.modelSha256 = QString::fromStdString(text(model, "sha256", 64));
        if (json.contains("haystack")) {
            document.haystack = json["haystack"].dump(); // whoever shows it tells what is wrong with it
            if (document.haystack.size() > kMostHaystackBytes)
                fail("has a \"haystack\" of " + std::to_string(document.haystack.size()) + " bytes");
        }
        if (json.contains("saved_as"))
            document.savedAs = fromPath(absolutePath(json, "saved_as"));
        return document;
    }

private:
    void readModels(const Json& models)
    {
        for (const Json& json : models) {
            m_where = "model " + std::to_string(m_models.size() + 1);
            auto model = std::make_shared<ModelInfo>();
            model->sha256 = text(json, "sha256", 64);
            model->name = text(json, "name", kLongestText);
            model->architecture = text(json, "architecture", kLongestText);
            model->layout = text(json, "layout", kLongestText);
            model->parameters = static_cast<std::int64_t>(number(json, "parameters", 0, 1e15));
            for (const Json& label : list(json, "labels", kMostSessionValues)) {
                if (!label.is_array() || label.size() != 2 || !label[0].is_string() || !label[1].is_string())
                    fail("has a label that is not a machine id and a name");
                model->labels.push_back({label[0].get<std::string>(), label[1].get<std::string>()});
                if (model->labels.back().mid.size() + model->labels.back().name.size() > kLongestText)
                    fail("has a label of " + std::to_string(model->labels.back().name.size()) + " bytes");
            }
            if (model->labels.empty())
                fail("has no labels");
            model->classes = static_cast<std::int64_t>(model->labels.size());
            m_models.push_back(std::move(model));
        }
    }

    void readRecordings(const Json& recordings, SessionDocument& document)
    {
        std::set<QString> paths;
        for (const Json& json : recordings) {
            m_where = "recording " + std::to_string(document.recordings.size() + 1);
            SavedRecording recording = readRecording(json);
            if (!paths.insert(recording.path).second)
                fail("is the same as one before it: '" + recording.path.toStdString() + '\'');
            document.recordings.push_back(std::move(recording));
        }
    }

    SavedRecording readRecording(const Json& json)
    {
        SavedRecording recording;
        recording.identity.bytes = static_cast<std::uint64_t>(number(json, "bytes", 0, 1e18));
        recording.identity.modified = static_cast<std::int64_t>(number(json, "modified_ns", -9e18, 9e18));
        if (json.at("modified_ns").is_number_integer())
            recording.identity.modified = json.at("modified_ns").get<std::int64_t>();
        if (json.contains("sample"))
            recording.identity.sample = text(json, "sample", 64);
        findFile(json, recording);
        recording.samples = static_cast<std::int64_t>(number(json, "samples", 0, kLastSample));
        recording.state = stateFrom(text(json, "state", 20));
        if (json.contains("failure"))
            recording.failure = QString::fromStdString(text(json, "failure", kLongestText));
        if (json.contains("warnings"))
            recording.warnings = texts(json, "warnings");
        if (json.contains("start")) {
            recording.typedStart = startFromIso(text(json, "start", 100));
            if (!recording.typedStart)
                fail("has a \"start\" that is no date and time");
            recording.typedStart->source = StartSource::Typed;
        }
        if (json.contains("result")) {
            recording.resultId = text(json, "result", 64);
            if (!ResultFolder::isId(recording.resultId))
                fail("has a \"result\" that names none");
            recording.model =
                m_models.at(static_cast<std::size_t>(whole(json, "model", 0, static_cast<int>(m_models.size()) - 1)));
            recording.hasOverview = boolean(json, "overview");
            if (!m_results.insert(recording.resultId).second)
                leaveOutResult(recording);
        }
        if (json.contains("corrections"))
            recording.corrections = std::make_shared<CorrectionList>(
                correctionsFromText(json["corrections"].dump(), m_file.string() + ": " + m_where));
        return recording;
    }

    // Read for each that names it, one result would fill the disk with copies.
    void leaveOutResult(SavedRecording& recording) const
    {
        recording.resultId.clear();
        recording.model.reset();
        recording.hasOverview = false;
        recording.state = RecordingState::Failed;
        recording.failure = QString::fromStdString(
            oneLine('\'' + m_file.string() + "': " + m_where +
                    " names the result of one before it, which alone has it now; tag this one again"));
    }

    // The session may have been moved with its recordings, or without them.
    void findFile(const Json& json, SavedRecording& recording)
    {
        const fs::path absolute = absolutePath(json, "path");
        std::vector<fs::path> places{absolute};
        if (json.contains("relative"))
            if (const fs::path way = pathFrom(text(json, "relative", kLongestPath)); way.is_relative())
                places.insert(places.begin(), (m_folder / way).lexically_normal());
        recording.path = fromPath(absolute);
        recording.file = FileState::Missing;
        for (const fs::path& place : places) {
            const std::optional<bool> same = isSameFile(recording.identity, place);
            if (!same || (!*same && recording.file == FileState::Changed))
                continue; // not there, or no better than the first
            recording.path = fromPath(place);
            recording.file = *same ? FileState::There : FileState::Changed;
            if (*same)
                return;
        }
    }

    RecordingState stateFrom(const std::string& name) const
    {
        if (name == "waiting")
            return RecordingState::Waiting;
        if (name == "done")
            return RecordingState::Done;
        if (name == "cancelled")
            return RecordingState::Cancelled;
        if (name == "failed")
            return RecordingState::Failed;
        fail("has an unknown \"state\"");
    }

    ViewSettings readView(const Json& json) const
    {
        ViewSettings view;
        view.threshold = number(json, "threshold", 0, 1);
        view.endThreshold = number(json, "end_threshold", 0, 1);
        view.mergeGapSeconds = number(json, "merge_gap_s", 0, 3600);
        view.minDurationSeconds = number(json, "min_duration_s", 0, 3600);
        view.topK = whole(json, "top_k", 0, ViewSettings::kMaxTopK);
        view.heatStripRows = whole(json, "heat_strip_rows", 0, 100);
        view.allTags = boolean(json, "all_tags");
        view.smoothing = named(json, "smoothing", smoothingFromName);
        view.smoothingRows = whole(json, "smoothing_rows", 1, kMostSmoothingRows) | 1;
        view.rollUp = boolean(json, "roll_up");
        view.rank = named(json, "rank", tagRankFromName);
        view.rankedList = boolean(json, "ranked_list");
        if (json.contains("curve_names")) // earlier versions wrote none
            view.curveNames = boolean(json, "curve_names");
        return view;
    }

    SavedView readShown(const Json& json) const
    {
        SavedView shown;
        shown.start = number(json, "start_sample", 0, kLastSample);
        shown.end = number(json, "end_sample", 0, kLastSample);
        const auto sample = [&](const char* key) {
            return static_cast<std::int64_t>(number(json, key, 0, kLastSample));
        };
        shown.playhead = sample("playhead_sample");
        shown.selectionStart = sample("selection_start_sample");
        shown.selectionEnd = sample("selection_end_sample");
        return shown;
    }

    SpectrogramChoice readSpectrogram(const Json& json) const
    {
        SpectrogramChoice choice;
        choice.map = QString::fromStdString(text(json, "map", 50));
        choice.scale = QString::fromStdString(text(json, "scale", 50));
        choice.lowDb = number(json, "low_db", -200, 200);
        choice.highDb = number(json, "high_db", -200, 200);
        if (choice.lowDb >= choice.highDb)
            fail("has a spectrogram without a range of levels");
        return choice;
    }

    SavedTags readTags(const Json& json) const
    {
        SavedTags tags;
        tags.automatic = boolean(json, "automatic");
        tags.chosen = coloured(json, "chosen", std::numeric_limits<int>::max() / 2); // more tags than colours: dashed
        tags.given = coloured(json, "colours", TagChoice::kColours - 1);
        tags.kept = texts(json, "kept");
        tags.leftOut = texts(json, "left_out");
        if (json.contains("thresholds")) { // in earlier versions all tags had the same
            tags.thresholds.emplace();
            for (const Json& tag : list(json, "thresholds", kMostTexts))
                tags.thresholds->push_back(
                    {QString::fromStdString(text(tag, "tag", kLongestText)), number(tag, "threshold", 0, 1)});
        }
        return tags;
    }

    std::vector<SavedTags::Coloured> coloured(const Json& json, const char* key, int most) const
    {
        std::vector<SavedTags::Coloured> tags;
        for (const Json& tag : list(json, key, kMostTexts))
            tags.push_back({QString::fromStdString(text(tag, "tag", kLongestText)), whole(tag, "colour", 0, most)});
        return tags;
    }

    RunSettings readRun(const Json& json) const
    {
        RunSettings run;
        run.tagging.mode = named(json, "mode", taggingModeFromName);
        run.tagging.windowSeconds = number(json, "window_s", RunSettings::kShortestWindow, RunSettings::kLongestWindow);
        run.tagging.hopSeconds = number(json, "hop_s", RunSettings::kShortestHop, RunSettings::kLongestWindow);
        run.tagging.pooling = named(json, "pooling", poolingFromName);
        if (json.contains("channel")) // earlier versions had no choice
            if (const int channel = whole(json, "channel", 0, RunSettings::kMostChannels); channel > 0)
                run.tagging.channel = channel - 1;
        run.precision = named(json, "precision", precisionFromName);
        run.keepInBounds(); // earlier versions wrote hops longer than their windows
        return run;
    }

    const fs::path m_folder;
    std::vector<std::shared_ptr<const ModelInfo>> m_models;
    std::set<std::string> m_results; // that recordings have
};

} // namespace

SessionDocument readSessionFile(const fs::path& file)
{
    return Reader(file).read(readBoundedJson(
        file, {kMostSessionBytes, kMostSessionValues, kDeepestSession, "more than any session that was saved"}));
}

} // namespace dass
