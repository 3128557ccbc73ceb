#include "app/cli/interrupt.h"
#include "app/cli/model_options.h"
#include "app/cli/number_checks.h"
#include "app/cli/subcommand.h"
#include "app/cli/tag_batch.h"
#include "core/base/error.h"
#include "core/model/whole_model.h"
#include "core/report/class_choice.h"
#include "core/report/class_tree.h"
#include "core/report/output_names.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unistd.h>
#include <vector>

namespace dass::cli {

namespace {

constexpr int kMostChannels = 1024; // more than any sound card has

struct TagOptions
{
    std::vector<std::string> inputs;
    bool recursive = false;
    std::string mode = "windows";
    double window = kTrainingSeconds;
    std::optional<double> hop;
    std::int64_t tileFrames = 0;
    std::string scratch;
    int channel = 0; // from 1; 0 = the mean of all
    double threshold = EventSettings{}.threshold;
    std::vector<std::string> ownThresholds; // "NAMES=P"
    std::int64_t topK = 0;
    std::string classes;
    std::string excluded;
    std::optional<double> endThreshold;
    std::string smoothing = "none";
    int smoothingRows = EventSettings{}.smoothingRows;
    bool rollUp = false;
    double mergeGap = 0;
    double minDuration = 0;
    std::vector<std::string> formats;
    std::string clips;
    double clipPadding = 0;
    std::string output;
    bool resume = false;
    std::string shard;
    ModelChoice model;
};

// A part of a batch for one of several machines: every N-th recording.
struct Shard
{
    std::size_t index = 0; // from 0
    std::size_t count = 1;
};

Shard parseShard(const std::string& text)
{
    if (text.empty())
        return {};
    Shard shard;
    const char* end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, shard.index);
    if (first.ec == std::errc() && first.ptr != end && *first.ptr == '/') {
        const auto second = std::from_chars(first.ptr + 1, end, shard.count);
        if (second.ec == std::errc() && second.ptr == end && shard.index >= 1 && shard.index <= shard.count) {
            --shard.index;
            return shard;
        }
    }
    throw Error(ErrorCode::InvalidArgument, "--shard '" + text + "' is not I/N with I from 1 to N, such as 1/4");
}

TagSettings settingsFrom(const TagOptions& options)
{
    TagSettings settings;
    settings.tagging.mode = taggingModeFromName(options.mode);
    settings.tagging.windowSeconds = options.window;
    settings.tagging.hopSeconds = options.hop.value_or(options.window);
    settings.tagging.tileFrames = options.tileFrames;
    settings.tagging.scratchFolder = options.scratch;
    if (options.channel > 0)
        settings.tagging.channel = options.channel - 1;
    (void)RowTiming(settings.tagging); // throws for lengths that cannot be used
    settings.events.threshold = options.threshold;
    settings.events.endThreshold = options.endThreshold;
    settings.events.smoothing = smoothingFromName(options.smoothing);
    settings.events.smoothingRows = options.smoothingRows;
    settings.events.topK = options.topK;
    settings.events.mergeGapSeconds = options.mergeGap;
    settings.events.minDurationSeconds = options.minDuration;
    settings.resume = options.resume;
    if (options.endThreshold && *options.endThreshold > options.threshold)
        throw Error(ErrorCode::InvalidArgument, "--end-threshold is where an event ends; it cannot lie above "
                                                "--threshold, where one begins");

    for (const std::string& name : options.formats) {
        const Export* format = &exportNamed(name);
        if (std::ranges::find(settings.formats, format) == settings.formats.end())
            settings.formats.push_back(format);
    }
    // Without any of the two, the answer is for whoever looks at stdout.
    const bool look = options.formats.empty() && options.output.empty();
    if (settings.formats.empty())
        settings.formats.push_back(&exportNamed(look && isatty(STDOUT_FILENO) != 0 ? "table" : "events"));
    if (options.output == "-" || look)
        settings.output.clear();
    else
        settings.output = options.output.empty() ? "." : options.output;

    if (!options.clips.empty())
        settings.clips =
            ClipSettings{.format = soundFormatFromName(options.clips), .paddingSeconds = options.clipPadding};
    if (settings.output.empty() && settings.clips)
        throw Error(ErrorCode::InvalidArgument, "--clips writes files; name a folder for them with --output");
    if (settings.output.empty() && settings.formats.size() > 1)
        throw Error(ErrorCode::InvalidArgument,
                    "stdout takes one format; give one --format, or a folder with --output");
    if (settings.output.empty() && settings.resume)
        throw Error(ErrorCode::InvalidArgument, "--resume looks for finished results; name their folder with --output");
    return settings;
}

// For "NAMES=P", P a probability.
CLI::Validator namesAndThreshold()
{
    const auto check = [number = numberFrom(0, 1)](const std::string& text) {
        const std::size_t equals = text.rfind('=');
        if (equals == std::string::npos || equals == 0)
            return "'" + text + "' is no class and its threshold, such as Speech=0.2";
        return number(text.substr(equals + 1));
    };
    return {check, "NAMES=P"};
}

// Of a class that is named twice the last one holds.
std::vector<ClassThreshold> ownThresholds(const TagOptions& options, std::span<const Label> labels)
{
    std::map<std::int64_t, double> thresholds;
    for (const std::string& text : options.ownThresholds) {
        const std::size_t equals = text.rfind('=');
        const double threshold = std::strtod(text.c_str() + equals + 1, nullptr); // checked
        for (const std::int64_t c : chooseClasses(text.substr(0, equals), labels))
            thresholds[c] = threshold;
    }
    std::vector<ClassThreshold> own;
    for (const auto& [c, threshold] : thresholds)
        own.push_back({c, threshold});
    return own;
}

// Folders become their recordings; one that cannot be listed is told and counts as failed.
std::vector<Recording> recordingsOf(const TagOptions& options, ProgressReporter& reporter, bool& failed)
{
    std::vector<Recording> recordings;
    for (const std::string& input : options.inputs) {
        try {
            const auto found = listRecordings(input, options.recursive);
            recordings.insert(recordings.end(), found.begin(), found.end());
        } catch (const Error& error) {
            reporter.error(error.what());
            failed = true;
        }
    }
    return withoutRepeats(std::move(recordings));
}

std::vector<TagItem> itemsOf(const std::vector<Recording>& recordings, const TagSettings& settings, const Shard& shard)
{
    // Names are given out before the batch is divided, so that every shard gives the same ones.
    const auto stems = outputStems(recordings, settings.output);
    std::vector<TagItem> items;
    for (std::size_t i = shard.index; i < recordings.size(); i += shard.count)
        items.push_back({recordings[i], stems[i]});
    return items;
}

int tag(const TagOptions& options, ProgressReporter& reporter)
{
    const std::stop_token stop = stopOnInterrupt();
    TagSettings settings = settingsFrom(options);
    const Shard shard = parseShard(options.shard);

    bool failed = false;
    const auto recordings = recordingsOf(options, reporter, failed);
    const auto items = itemsOf(recordings, settings, shard);
    if (settings.output.empty() && items.size() > 1 && !settings.formats.front()->appendable)
        throw Error(ErrorCode::InvalidArgument, "the format '" + std::string(settings.formats.front()->name) +
                                                    "' on stdout is for one recording; name a folder with --output");
    if (items.empty())
        return failed ? kFailed : kDone;

    const auto model = options.model.load();
    settings.tagging.pooling = model->info().pooling;
    settings.events.classes = chooseClasses(options.classes, options.excluded, model->info().labels);
    settings.events.ownThresholds = ownThresholds(options, model->info().labels);
    if (options.rollUp)
        settings.events.rollUp = classesBelow(model->info().labels, audioSetTree());
    reporter.note("model " + model->info().name + " on " + model->device() + " in " + nameOf(model->precision()) +
                  (model->whyCpu().empty() ? "" : " (no GPU: " + model->whyCpu() + ")"));

    const int code = TagBatch(settings, *model, reporter, stop).run(items);
    return code == kDone && failed ? kFailed : code;
}

void addInputAndOutput(CLI::App& command, TagOptions& options)
{
    command.add_option("INPUT", options.inputs, "sound or video files, or folders of them")->required();
    command.add_flag("--recursive,-r", options.recursive, "look into the folders of folders");
    command
        .add_option("--format", options.formats,
                    "events, frames, summary, audacity, raven, json or table (for people); may be given several times")
        ->allow_extra_args(false)
        ->delimiter(',');
    command.add_option(
        "--clips", options.clips,
        "wav or flac: the sound of each event as a file, cut from the recording at its own rate with all "
        "its channels");
    command.add_option("--clip-padding", options.clipPadding, "sound before and after each event in its clip, seconds")
        ->check(numberFrom(0, ClipSettings::kMostPadding));
    command.add_option("--output,-o", options.output,
                       "folder for the files, or - for stdout. Without it: the current folder if --format is given, "
                       "else the events on stdout, as a table on a terminal and as CSV elsewhere");
    command.add_flag(
        "--resume", options.resume,
        "skip recordings whose results are there, made with the same model and settings from the same file");
    command.add_option("--shard", options.shard,
                       "I/N: only the I-th of N parts of the recordings, for running them side by side");
}

// For whole numbers: 1, 3, 5, … up to `most`.
CLI::Validator oddUpTo(int most)
{
    const std::string range = "odd, from 1 to " + std::to_string(most);
    const auto check = [most, range](const std::string& text) {
        int value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        const bool whole = error == std::errc() && end == text.data() + text.size();
        return whole && value >= 1 && value <= most && value % 2 == 1 ? std::string()
                                                                      : "'" + text + "' is no number " + range;
    };
    return {check, range};
}

void addEvents(CLI::App& command, TagOptions& options)
{
    command.add_option("--threshold", options.threshold, "probability that an event reaches")->check(numberFrom(0, 1));
    command
        .add_option("--threshold-for", options.ownThresholds,
                    "another threshold for some classes, named as for --classes: \"Speech=0.2\"; may be given several "
                    "times")
        ->allow_extra_args(false)
        ->check(namesAndThreshold());
    command
        .add_option("--end-threshold", options.endThreshold,
                    "probability that an event keeps to once it has begun; the threshold if not given")
        ->check(numberFrom(0, 1));
    command.add_option("--smooth", options.smoothing,
                       "each class's probability becomes its mean or median over some rows: none, mean or median");
    command
        .add_option("--smooth-rows", options.smoothingRows,
                    "how many rows, the one in the middle; odd, at most " + std::to_string(kMostSmoothingRows))
        ->check(oddUpTo(kMostSmoothingRows));
    command.add_flag("--roll-up", options.rollUp,
                     "a class is as probable as the most probable of those below it in AudioSet's tree");
    command.add_option("--top-k", options.topK, "only the k most probable classes at a time; 0 = all")
        ->check(wholeNumberFrom(0, kMostCount));
    command.add_option(
        "--classes", options.classes,
        "only these classes: names, machine ids or indices with commas between them, or @FILE with one a "
        "line");
    command.add_option("--exclude", options.excluded, "all classes but these, or --classes without them");
    command.add_option("--merge-gap", options.mergeGap, "events of a class this close become one, seconds")
        ->check(numberFrom(0, kMostSeconds));
    command.add_option("--min-duration", options.minDuration, "shorter events are left out, seconds")
        ->check(numberFrom(0, kMostSeconds));
}

} // namespace

void addTag(CLI::App& program, Action& action)
{
    const auto options = std::make_shared<TagOptions>();
    CLI::App* command = program.add_subcommand("tag", "Say what is heard when in recordings");
    addInputAndOutput(*command, *options);

    command->add_option("--mode", options->mode,
                        "windows: clips as in training; dense: a probability every 0.32 s in one pass; "
                        "whole: the recording as one input, one row of probabilities");
    command->add_option("--window", options->window, "length of a window, seconds")->check(numberFrom(0, kMostSeconds));
    command
        ->add_option("--hop", options->hop,
                     "from one window's start to the next, seconds; the window's length if not given")
        ->check(numberFrom(0, kMostSeconds));
    command
        ->add_option("--tile-frames", options->tileFrames,
                     "mode whole: frames of 10 ms in memory at a time, the result is the same; 0 = chosen")
        ->check(wholeNumberFrom(0, kMostTileFrames));
    command->add_option("--scratch", options->scratch,
                        "mode whole: folder for its temporary files; the system's if not given");
    command
        ->add_option("--channel", options->channel, "only this channel of the recordings, from 1; 0 = the mean of all")
        ->check(wholeNumberFrom(0, kMostChannels));
    addEvents(*command, *options);
    options->model.addTo(*command);
    command->footer("Files are named <recording>.<format>.<csv|txt>, <recording>.json and <recording>.provenance.json, "
                    "clips <recording>_<start>_<label>.<wav|flac>; the folders of a folder are kept. Recordings of one "
                    "name that differ in their ending keep the "
                    "ending: dawn.wav.events.csv, dawn.mp3.events.csv.");
    command->callback(
        [options, &action] { action = [options](ProgressReporter& reporter) { return tag(*options, reporter); }; });
}

} // namespace dass::cli
