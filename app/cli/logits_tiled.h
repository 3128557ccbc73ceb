#pragma once

#include "app/cli/notice_teller.h"
#include "app/cli/progress_reporter.h"
#include "core/model/whole_model.h"

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace dass::cli {

struct LogitsOutput
{
    std::vector<float> logits;     // [batch, classes]
    std::vector<float> embeddings; // [batch, embeddingSize]
};

// Inputs of any length through a model, tile by tile in bounded memory (`dass logits`).
class TiledLogits
{
public:
    TiledLogits(TaggingModel& model, WholeOptions options, ProgressReporter& reporter, std::stop_token stop);
    ~TiledLogits(); // the model forgets the stop
    TiledLogits(const TiledLogits&) = delete;
    TiledLogits& operator=(const TiledLogits&) = delete;

    // spectrograms [batch, frames, 128], normalised. Nothing if a stop was asked for, here and below.
    std::optional<LogitsOutput> ofSpectrograms(std::span<const float> spectrograms, std::int64_t batch,
                                               std::int64_t frames);

    // All of a recording, which is never whole in memory; one shorter than a training clip is filled up as those are.
    std::optional<LogitsOutput> ofRecording(const std::string& path);

private:
    bool run(WholeInput& input, std::int64_t index, LogitsOutput& output);
    LogitsOutput room(std::int64_t batch) const;

    TaggingModel& m_model;
    WholeOptions m_options;
    ProgressReporter& m_reporter;
    std::stop_token m_stop;
    NoticeTeller m_notices;
};

// Says how much space the temporary files of so many frames take, where that is known and worth telling.
void announceScratch(TaggingModel& model, const std::string& item, std::int64_t frames, std::int64_t tileFrames,
                     const std::filesystem::path& folder, ProgressReporter& reporter);

} // namespace dass::cli
