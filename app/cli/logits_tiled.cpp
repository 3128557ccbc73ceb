#include "app/cli/logits_tiled.h"

#include "core/audio/audio_reader.h"
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/features/fbank.h"
#include "core/model/spill_file.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace dass::cli {

namespace {

constexpr std::size_t kBlockSamples = 4 * fbank::kSampleRate;

std::int64_t framesExpected(const AudioInfo& info)
{
    if (!info.duration)
        return 0;
    const auto samples = static_cast<std::int64_t>(std::llround(*info.duration * fbank::kSampleRate));
    return std::max(fbank::frameCount(samples), fbank::kClipFrames);
}

} // namespace

void announceScratch(TaggingModel& model, const std::string& item, std::int64_t frames, std::int64_t tileFrames,
                     const std::filesystem::path& folder, ProgressReporter& reporter)
{
    const auto bytes = static_cast<double>(wholeModelOf(model).wholeScratchBytes(frames, tileFrames));
    if (bytes == 0) {
        reporter.note(item + ": no temporary files, what has to be kept fits into memory");
        return;
    }
    reporter.note(item + ": temporary files of " + fixedText(bytes / 1e6, 0) + " MB in '" +
                  spillFolder(folder).string() + "'");
}

TiledLogits::TiledLogits(TaggingModel& model, WholeOptions options, ProgressReporter& reporter, std::stop_token stop)
    : m_model(model), m_options(std::move(options)), m_reporter(reporter), m_stop(std::move(stop)),
      m_notices(model, model.info().name, reporter)
{
    m_model.setStop(m_stop);
}

TiledLogits::~TiledLogits()
{
    m_model.setStop({});
}

LogitsOutput TiledLogits::room(std::int64_t batch) const
{
    return {std::vector<float>(static_cast<std::size_t>(batch * m_model.info().classes)),
            std::vector<float>(static_cast<std::size_t>(batch * m_model.info().embeddingSize))};
}

bool TiledLogits::run(WholeInput& input, std::int64_t index, LogitsOutput& output)
{
    const auto part = [&](std::vector<float>& values, std::int64_t size) {
        return std::span(values).subspan(static_cast<std::size_t>(index * size), static_cast<std::size_t>(size));
    };
    const bool done = input.finish(part(output.logits, m_model.info().classes),
                                   part(output.embeddings, m_model.info().embeddingSize));
    m_notices.tell();
    return done && !m_stop.stop_requested();
}

std::optional<LogitsOutput> TiledLogits::ofSpectrograms(std::span<const float> spectrograms, std::int64_t batch,
                                                        std::int64_t frames)
{
    LogitsOutput output = room(batch);
    const auto size = static_cast<std::size_t>(frames * fbank::kMelBins);
    m_options.framesExpected = frames;
    for (std::int64_t i = 0; i < batch; ++i) {
        m_options.progress = [&](double fraction) {
            ProgressLine line{.item = m_model.info().name,
                              .stage = "scoring",
                              .fraction = {},
                              .timesRealTime = {},
                              .secondsLeft = {}};
            line.fraction = (static_cast<double>(i) + fraction) / static_cast<double>(batch);
            m_reporter.update(line);
        };
        const auto input = wholeModelOf(m_model).beginWhole(m_options);
        m_notices.tell();
        input->add(spectrograms.subspan(static_cast<std::size_t>(i) * size, size));
        if (!run(*input, i, output))
            return std::nullopt;
    }
    return output;
}

std::optional<LogitsOutput> TiledLogits::ofRecording(const std::string& path)
{
    std::optional<AudioReader> reader = AudioReader::open(path, {}, m_stop);
    if (!reader)
        return std::nullopt;
    m_options.framesExpected = framesExpected(reader->info());
    m_options.progress = [&](double fraction) {
        m_reporter.update(
            {.item = path, .stage = "scoring", .fraction = fraction, .timesRealTime = {}, .secondsLeft = {}});
    };
    if (m_options.framesExpected > 0)
        announceScratch(m_model, path, m_options.framesExpected, m_options.tileFrames, m_options.scratchFolder,
                        m_reporter);
    const auto input = wholeModelOf(m_model).beginWhole(m_options);
    m_notices.tell(); // before what may take long

    FbankStream fbank;
    std::vector<float> samples(kBlockSamples);
    std::vector<float> frames;
    std::int64_t count = 0;
    while (const std::size_t got = reader->read(samples)) {
        frames.clear();
        count += fbank.push({samples.data(), got}, frames);
        fbank::normalise(frames);
        input->add(frames);
        if (m_stop.stop_requested())
            return std::nullopt;
    }
    for (const std::string& warning : reader->warnings())
        m_reporter.warn(path, warning);
    const std::int64_t missing = std::max<std::int64_t>(fbank::kClipFrames - count, 0);
    input->add(std::vector<float>(static_cast<std::size_t>(missing * fbank::kMelBins), fbank::kNormalisedPadding));
    LogitsOutput output = room(1);
    if (!run(*input, 0, output))
        return std::nullopt;
    return output;
}

} // namespace dass::cli
