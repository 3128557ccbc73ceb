#include "app/session/run_forecast.h"

#include "app/jobs/tagging_job.h"
#include "app/session/chosen_model.h"
#include "app/session/open_recording.h"
#include "app/session/settings.h"
#include "core/base/thread_count.h"

namespace dass {

namespace {

double secondsARow(const TaggingSettings& settings)
{
    switch (settings.mode) {
    case TaggingMode::Windows:
        break;
    case TaggingMode::Dense:
        return kDenseStepSeconds;
    case TaggingMode::Whole:
        return 1; // of sound: its one row takes as long as the recording asks for
    }
    return settings.hopSeconds;
}

// Seconds of sound that the model goes through for such a row.
double workARow(const TaggingSettings& settings)
{
    return settings.mode == TaggingMode::Windows ? settings.windowSeconds : secondsARow(settings);
}

// What a speed depends on besides the model: the arithmetic, and where it is done.
std::string arithmeticOf(const std::string& precision, const std::string& device)
{
    return device.empty() || device == "cpu" ? precision : precision + "-gpu";
}

// What a model goes through in a second, in whichever mode it was measured last: for a first guess in another one.
QString workKey(const ModelInfo& model, const std::string& precision, int threads)
{
    return QStringLiteral("%1_%2_%3_any")
        .arg(QString::fromStdString(model.sha256).left(12), QString::fromStdString(precision))
        .arg(threads);
}

// What a measured speed holds for.
QString speedKey(const ModelInfo& model, const std::string& precision, int threads, const TaggingSettings& settings)
{
    return QStringLiteral("%1_%2_%3_%4_%5")
        .arg(QString::fromStdString(model.sha256).left(12), QString::fromStdString(precision))
        .arg(threads)
        .arg(QString::fromStdString(nameOf(settings.mode)))
        .arg(settings.windowSeconds);
}

// How much of a network the machine gets done in a second, whichever it was: for a first guess of another one.
QString rateKey(const std::string& precision, int threads)
{
    return QStringLiteral("products_%1_%2").arg(QString::fromStdString(precision)).arg(threads);
}

// 1e9 multiply-adds a second before anything was measured here: what desktop processors reach, rather less than more.
double usualRate(Precision precision, int threads, bool gpu)
{
    if (gpu)
        return precision == Precision::Bf16 ? 20'000 : 5'000;
    return (precision == Precision::Bf16 ? 60.0 : 40.0) * threadCount(threads);
}

double billionsASecond(const ModelInfo& model)
{
    return multiplyAddsASecond(model) / 1e9;
}

} // namespace

RunForecast::RunForecast(const Settings& settings, const ChosenModel& model, const RunSettings& run)
    : m_settings(settings), m_model(model), m_run(run)
{
}

std::optional<double> RunForecast::seconds(std::int64_t samples) const
{
    double rowsPerSecond = measuredSpeed();
    if (rowsPerSecond <= 0)
        rowsPerSecond = guessedSpeed() / workARow(m_run.tagging);
    if (rowsPerSecond <= 0 || samples <= 0)
        return std::nullopt;
    if (m_run.tagging.mode == TaggingMode::Whole)
        return static_cast<double>(samples) / 16000 / rowsPerSecond;
    const std::int64_t rows = RowTiming(m_run.tagging).rowCount(samples / 160);
    return static_cast<double>(rows) / rowsPerSecond;
}

bool RunForecast::isGuess() const
{
    return measuredSpeed() <= 0;
}

double RunForecast::timesRealTime() const
{
    return measuredSpeed() * secondsARow(m_run.tagging);
}

std::optional<RunCosts> RunForecast::costs(std::int64_t samples) const
{
    if (!m_model.network())
        return std::nullopt;
    return runCosts(*m_model.network(), m_run.tagging, samples / 160);
}

std::string RunForecast::arithmetic() const
{
    return arithmeticOf(nameOf(m_model.precision()), m_model.device().toStdString());
}

// Rows a second; 0 before the first measurement.
double RunForecast::measuredSpeed() const
{
    const std::shared_ptr<const ModelInfo>& model = m_model.info();
    return model ? m_settings.measuredSpeed(speedKey(*model, arithmetic(), m_run.threads, m_run.tagging)) : 0;
}

// Seconds of sound in a second.
double RunForecast::guessedSpeed() const
{
    const std::shared_ptr<const ModelInfo>& model = m_model.info();
    if (!model)
        return 0;
    const std::string precision = arithmetic();
    if (const double known = m_settings.measuredSpeed(workKey(*model, precision, m_run.threads)); known > 0)
        return known; // with other settings
    const double work = billionsASecond(*model);
    if (work <= 0)
        return 0;
    const double rate = m_settings.measuredSpeed(rateKey(precision, m_run.threads)); // of other models
    const bool gpu = precision != nameOf(m_model.precision());
    return (rate > 0 ? rate : usualRate(m_model.precision(), m_run.threads, gpu)) / work;
}

// With the settings of the run: those of now may be others.
void rememberSpeed(Settings& settings, const TaggingRequest& request, const OpenRecording& recording)
{
    const TaggingProgress& progress = recording.progress;
    if (!recording.provenance || progress.timesRealTime <= 0 || progress.rowsDone <= 0)
        return;
    const std::string precision = arithmeticOf(recording.provenance->precision, recording.provenance->device);
    const int threads = request.model.options.threads;
    const double rowsASecond = progress.timesRealTime / secondsARow(request.settings);
    settings.setMeasuredSpeed(speedKey(*recording.model, precision, threads, request.settings), rowsASecond);
    settings.setMeasuredSpeed(workKey(*recording.model, precision, threads), rowsASecond * workARow(request.settings));
    if (const double work = billionsASecond(*recording.model); work > 0)
        settings.setMeasuredSpeed(rateKey(precision, threads), rowsASecond * workARow(request.settings) * work);
}

} // namespace dass
