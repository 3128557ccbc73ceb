#pragma once

#include "app/cli/progress_reporter.h"
#include "core/inference/events.h"
#include "core/report/event_clips.h"
#include "core/report/export.h"
#include "core/report/recording_list.h"

#include <filesystem>
#include <optional>
#include <stop_token>
#include <vector>

namespace dass::cli {

struct TagSettings
{
    TaggingSettings tagging;
    EventSettings events;
    std::vector<const Export*> formats;
    std::filesystem::path output;      // folder; empty = stdout
    std::optional<ClipSettings> clips; // of the events' sound, beside the other results
    bool resume = false;
};

// One recording of a batch and where its results go.
struct TagItem
{
    Recording recording;
    std::filesystem::path stem; // of its result files
};

// Tags recordings one after another. A bad one costs an error line and the batch goes on; a stop ends it, and what is
// finished stays.
class TagBatch
{
public:
    TagBatch(TagSettings settings, TaggingModel& model, ProgressReporter& reporter, std::stop_token stop);

    // Returns an exit code.
    int run(const std::vector<TagItem>& items);

private:
    Outcome tag(const TagItem& item);
    void requireOutputs(const TagItem& item) const; // throws Error(InvalidArgument) for files that cannot be written
    bool isDone(const TagItem& item, const Provenance& provenance) const;
    Outcome write(const TagItem& item, const Report& report);
    Outcome writeClipsOf(const TagItem& item, const Report& report);
    void writeToStdout(const Report& report);

    TagSettings m_settings;
    TaggingModel& m_model;
    ProgressReporter& m_reporter;
    std::stop_token m_stop;
    std::string m_position; // "[2/5] " in front of a name
    bool m_headerWritten = false;
};

} // namespace dass::cli
