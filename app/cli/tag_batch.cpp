#include "app/cli/tag_batch.h"

#include "app/cli/logits_tiled.h"
#include "app/cli/output_file.h"
#include "app/cli/subcommand.h"
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/features/fbank.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <exception>
#include <iostream>
#include <utility>

namespace dass::cli {

namespace {

ProgressLine progressLine(const std::string& item, const TaggingProgress& progress)
{
    ProgressLine line;
    line.item = item;
    line.stage = "tagging";
    if (progress.framesExpected && *progress.framesExpected > 0)
        line.fraction =
            std::min(1.0, static_cast<double>(progress.framesDone) / static_cast<double>(*progress.framesExpected));
    line.timesRealTime = progress.timesRealTime;
    line.secondsLeft = progress.secondsLeft;
    return line;
}

// Said before the recording is tagged, which may take hours.
void requireShortName(const std::filesystem::path& file)
{
    constexpr std::size_t kLongestName = 255; // bytes, of Linux's file systems
    if (file.filename().native().size() > kLongestName)
        throw Error(ErrorCode::InvalidArgument, "the result's name '" + file.filename().string() + "' is longer than " +
                                                    std::to_string(kLongestName) +
                                                    " bytes; give the recording a shorter name");
}

} // namespace

TagBatch::TagBatch(TagSettings settings, TaggingModel& model, ProgressReporter& reporter, std::stop_token stop)
    : m_settings(std::move(settings)), m_model(model), m_reporter(reporter), m_stop(std::move(stop))
{
}

int TagBatch::run(const std::vector<TagItem>& items)
{
    std::size_t done = 0;
    std::size_t failed = 0;
    for (const TagItem& item : items) {
        if (items.size() > 1)
            m_position = "[" + std::to_string(done + failed + 1) + "/" + std::to_string(items.size()) + "] ";
        try {
            if (m_stop.stop_requested() || tag(item) == Outcome::Cancelled) {
                m_reporter.note("cancelled; " + std::to_string(done) + " of " + std::to_string(items.size()) +
                                " recordings are done");
                return kCancelled;
            }
            ++done;
        } catch (const Error& error) {
            m_reporter.error(error.what());
            ++failed;
        } catch (const std::exception& error) {
            m_reporter.error("'" + item.recording.path.string() + "': " + describe(error));
            ++failed;
        }
    }
    return failed == 0 ? kDone : kFailed;
}

Outcome TagBatch::tag(const TagItem& item)
{
    const auto started = std::chrono::steady_clock::now();
    const std::string name = m_position + utf8Of(item.recording.path.filename());
    std::optional<AudioReader> audio =
        AudioReader::open(item.recording.path, {.channel = m_settings.tagging.channel}, m_stop);
    if (!audio)
        return Outcome::Cancelled;
    const Provenance provenance = describeRun(audio->info(), m_model, m_settings.tagging, m_settings.events);
    requireOutputs(item);
    if (m_settings.resume && isDone(item, provenance)) {
        m_reporter.note(name + ": up to date");
        return Outcome::Finished;
    }
    if (!m_settings.output.empty()) {
        for (const Export* format : m_settings.formats)
            requireFolderFor(exportPath(item.stem, format->suffix));
        requireFolderFor(exportPath(item.stem, kProvenanceSuffix));
    }

    const auto& tagging = m_settings.tagging;
    if (const auto seconds = audio->info().duration; tagging.mode == TaggingMode::Whole && seconds)
        announceScratch(m_model, name, std::llround(*seconds * fbank::kFramesPerSecond), tagging.tileFrames,
                        tagging.scratchFolder, m_reporter);

    TaggingResult result;
    const auto progress = [&](const TaggingProgress& p) { m_reporter.update(progressLine(name, p)); };
    if (tagRecording(*audio, m_model, m_settings.tagging, m_stop, progress, result) == Outcome::Cancelled)
        return Outcome::Cancelled;
    for (const std::string& warning : result.warnings)
        m_reporter.warn(utf8Of(item.recording.path), warning);

    const Report report = makeReport(utf8Of(item.recording.path), std::move(result), m_model.info().labels, provenance);
    if (write(item, report) == Outcome::Cancelled)
        return Outcome::Cancelled;

    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - started;
    m_reporter.note(name + ": " + std::to_string(report.events.size()) + " events in " +
                    fixedText(report.result.seconds(), 1) + " s of sound, " +
                    fixedText(report.result.seconds() / std::max(elapsed.count(), 1e-6), 0) + " x real time");
    return Outcome::Finished;
}

void TagBatch::requireOutputs(const TagItem& item) const
{
    if (m_settings.output.empty())
        return;
    requireShortName(exportPath(item.stem, kProvenanceSuffix));
    for (const Export* format : m_settings.formats) {
        const std::filesystem::path file = exportPath(item.stem, format->suffix);
        requireShortName(file);
        requireOtherFile({item.recording.path}, file);
    }
}

bool TagBatch::isDone(const TagItem& item, const Provenance& provenance) const
{
    const auto upToDate = formatsUpToDate(exportPath(item.stem, kProvenanceSuffix), provenance);
    if (m_settings.clips && std::ranges::find(upToDate, clipsFormatName(*m_settings.clips)) == upToDate.end())
        return false;
    return std::ranges::all_of(m_settings.formats, [&](const Export* format) {
        std::error_code missing; // then it is to be written
        return std::ranges::find(upToDate, format->name) != upToDate.end() &&
               std::filesystem::exists(exportPath(item.stem, format->suffix), missing);
    });
}

// Clips first, so that no provenance vouches for those that a stop has kept from being made.
Outcome TagBatch::write(const TagItem& item, const Report& report)
{
    std::vector<std::string> also;
    std::exception_ptr failure; // of the clips, which must not cost the tags
    if (m_settings.clips) {
        try {
            if (writeClipsOf(item, report) == Outcome::Cancelled)
                return Outcome::Cancelled;
            also.push_back(clipsFormatName(*m_settings.clips));
        } catch (const Error&) {
            failure = std::current_exception();
        }
    }
    if (m_settings.output.empty())
        writeToStdout(report);
    else
        writeReport(report, m_settings.formats, item.stem, {}, also);
    if (failure)
        std::rethrow_exception(failure);
    return Outcome::Finished;
}

Outcome TagBatch::writeClipsOf(const TagItem& item, const Report& report)
{
    const auto clips = clipFiles(report.events, report.labels, item.stem, *m_settings.clips);
    ProgressLine line;
    line.item = m_position + utf8Of(item.recording.path.filename());
    line.stage = "cutting clips";
    withdrawClips(item.stem, m_settings.clips->format);
    return writeClips(item.recording.path, clips, m_stop, [&](std::size_t done) {
        line.fraction = static_cast<double>(done) / static_cast<double>(clips.size());
        m_reporter.update(line);
    });
}

void TagBatch::writeToStdout(const Report& report)
{
    m_reporter.clear();
    const Export& format = *m_settings.formats.front();
    if (!std::exchange(m_headerWritten, true))
        format.writeHeader(report, std::cout);
    format.writeRows(report, std::cout, {}); // without a stop, as files are: hours of tagging may be in it
    if (!std::cout.flush())
        throw Error(ErrorCode::Io, "cannot write the results of '" + report.file +
                                       "' to stdout; is its reader gone, "
                                       "or the disk full?");
}

} // namespace dass::cli
