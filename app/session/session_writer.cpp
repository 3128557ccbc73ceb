// The text of a session file.

#include "app/jobs/path_text.h"
#include "app/session/session_file.h"
#include "core/base/utf8.h"
#include "core/base/version.h"
#include "core/corrections/corrections_file.h"

#include <nlohmann/json.hpp>

#include <map>
#include <system_error>

namespace dass {

namespace {

namespace fs = std::filesystem;
using OrderedJson = nlohmann::ordered_json;

std::string utf8(const QString& text)
{
    return text.toStdString();
}

OrderedJson listOf(const QStringList& texts)
{
    OrderedJson list = OrderedJson::array();
    for (const QString& text : texts)
        list.push_back(utf8(text));
    return list;
}

const char* nameOf(RecordingState state)
{
    switch (state) {
    case RecordingState::Done:
        return "done";
    case RecordingState::Cancelled:
        return "cancelled";
    case RecordingState::Failed:
        return "failed";
    case RecordingState::Waiting:
    case RecordingState::Tagging:
        break;
    }
    return "waiting";
}

std::string startText(const RecordingStart& start)
{
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(start.time.time_since_epoch());
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(milliseconds.count(), Qt::UTC);
    QString text = time.toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz"));
    if (start.utcOffset) {
        const auto minutes = static_cast<int>(start.utcOffset->count());
        text += QStringLiteral("%1%2:%3")
                    .arg(minutes < 0 ? '-' : '+')
                    .arg(std::abs(minutes) / 60, 2, 10, QLatin1Char('0'))
                    .arg(std::abs(minutes) % 60, 2, 10, QLatin1Char('0'));
    }
    return utf8(text);
}

OrderedJson modelJson(const ModelInfo& model)
{
    OrderedJson labels = OrderedJson::array();
    for (const Label& label : model.labels)
        labels.push_back({validUtf8(label.mid), validUtf8(label.name)});
    return {{"sha256", model.sha256}, {"name", validUtf8(model.name)},  {"architecture", model.architecture},
            {"layout", model.layout}, {"parameters", model.parameters}, {"labels", std::move(labels)}};
}

OrderedJson recordingJson(const SavedRecording& recording, const fs::path& folder, const OrderedJson& model)
{
    const fs::path path = toPath(recording.path);
    OrderedJson json{{"path", utf8(recording.path)}};
    if (const fs::path relative = path.lexically_relative(folder); !relative.empty())
        json["relative"] = utf8Of(relative);
    json["bytes"] = recording.identity.bytes;
    json["modified_ns"] = recording.identity.modified;
    if (!recording.identity.sample.empty())
        json["sample"] = recording.identity.sample;
    json["samples"] = recording.samples;
    json["state"] = nameOf(recording.state);
    if (!recording.failure.isEmpty())
        json["failure"] = utf8(recording.failure);
    if (!recording.warnings.isEmpty())
        json["warnings"] = listOf(recording.warnings);
    if (recording.typedStart)
        json["start"] = startText(*recording.typedStart);
    if (!recording.resultId.empty()) {
        json["result"] = recording.resultId;
        json["model"] = model;
        json["overview"] = recording.hasOverview;
    }
    if (recording.corrections)
        json["corrections"] = OrderedJson::parse(correctionsText(*recording.corrections));
    return json;
}

OrderedJson viewJson(const ViewSettings& view)
{
    return {{"threshold", view.threshold},
            {"end_threshold", view.endThreshold},
            {"merge_gap_s", view.mergeGapSeconds},
            {"min_duration_s", view.minDurationSeconds},
            {"top_k", view.topK},
            {"heat_strip_rows", view.heatStripRows},
            {"all_tags", view.allTags},
            {"smoothing", dass::nameOf(view.smoothing)},
            {"smoothing_rows", view.smoothingRows},
            {"roll_up", view.rollUp},
            {"rank", dass::nameOf(view.rank)},
            {"ranked_list", view.rankedList},
            {"curve_names", view.curveNames}};
}

OrderedJson colouredJson(const std::vector<SavedTags::Coloured>& tags)
{
    OrderedJson list = OrderedJson::array();
    for (const SavedTags::Coloured& tag : tags)
        list.push_back({{"tag", utf8(tag.key)}, {"colour", tag.colour}});
    return list;
}

OrderedJson thresholdsJson(const std::vector<SavedTags::Threshold>& tags)
{
    OrderedJson list = OrderedJson::array();
    for (const SavedTags::Threshold& tag : tags)
        list.push_back({{"tag", utf8(tag.key)}, {"threshold", tag.threshold}});
    return list;
}

OrderedJson runJson(const RunSettings& run)
{
    return {{"mode", dass::nameOf(run.tagging.mode)},
            {"window_s", run.tagging.windowSeconds},
            {"hop_s", run.tagging.hopSeconds},
            {"pooling", dass::nameOf(run.tagging.pooling)},
            {"channel", run.tagging.channel ? *run.tagging.channel + 1 : 0},
            {"precision", dass::nameOf(run.precision)}};
}

} // namespace

std::string sessionText(const SessionDocument& document, const fs::path& folder)
{
    OrderedJson models = OrderedJson::array();
    std::map<const ModelInfo*, int> numbers;
    OrderedJson recordings = OrderedJson::array();
    for (const SavedRecording& recording : document.recordings) {
        OrderedJson model;
        if (recording.model && !recording.resultId.empty()) {
            const auto [place, fresh] = numbers.try_emplace(recording.model.get(), static_cast<int>(models.size()));
            if (fresh)
                models.push_back(modelJson(*recording.model));
            model = place->second;
        }
        recordings.push_back(recordingJson(recording, folder, model));
    }
    const SpectrogramChoice& spectrogram = document.spectrogram;
    OrderedJson json{{"format", "dass-session"},
                     {"version", kSessionVersion},
                     {"program", kVersion},
                     {"current", document.current},
                     {"shown",
                      {{"start_sample", document.shown.start},
                       {"end_sample", document.shown.end},
                       {"playhead_sample", document.shown.playhead},
                       {"selection_start_sample", document.shown.selectionStart},
                       {"selection_end_sample", document.shown.selectionEnd}}},
                     {"view", viewJson(document.view)},
                     {"time_of_day", document.timeOfDay},
                     {"spectrogram",
                      {{"map", utf8(spectrogram.map)},
                       {"scale", utf8(spectrogram.scale)},
                       {"low_db", spectrogram.lowDb},
                       {"high_db", spectrogram.highDb}}},
                     {"tags",
                      {{"automatic", document.tags.automatic},
                       {"chosen", colouredJson(document.tags.chosen)},
                       {"colours", colouredJson(document.tags.given)},
                       {"kept", listOf(document.tags.kept)},
                       {"left_out", listOf(document.tags.leftOut)}}},
                     {"run", runJson(document.run)},
                     {"model", {{"path", utf8(document.modelPath)}, {"sha256", utf8(document.modelSha256)}}}};
    if (document.tags.thresholds)
        json["tags"]["thresholds"] = thresholdsJson(*document.tags.thresholds);
    if (!document.haystack.empty() && document.haystack.size() <= kMostHaystackBytes)
        json["haystack"] = OrderedJson::parse(document.haystack);
    if (!document.savedAs.isEmpty())
        json["saved_as"] = utf8(document.savedAs);
    json["models"] = std::move(models);
    json["recordings"] = std::move(recordings);
    return json.dump(1, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

bool isSessionFile(const QString& path)
{
    return path.endsWith(QLatin1String(kSessionSuffix), Qt::CaseInsensitive);
}

} // namespace dass
