// What runs will take, and what earlier ones say of it.

#include "app/jobs/tagging_job.h"
#include "app/session/analyze_session.h"
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

std::string AnalyzeSession::arithmetic() const
{
    return arithmeticOf(nameOf(m_modelPrecision), m_modelDevice.toStdString());
}

double AnalyzeSession::measuredSpeed() const
{
    return m_model ? m_settings.measuredSpeed(speedKey(*m_model, arithmetic(), m_run.threads, m_run.tagging)) : 0;
}

double AnalyzeSession::measuredTimesRealTime() const
{
    return measuredSpeed() * secondsARow(m_run.tagging);
}

// With the settings of the run: those of now may be others.
void AnalyzeSession::rememberSpeed(const TaggingRequest& request, const OpenRecording& recording)
{
    const TaggingProgress& progress = recording.progress;
    if (!recording.provenance || progress.timesRealTime <= 0 || progress.rowsDone <= 0)
        return;
    const std::string precision = arithmeticOf(recording.provenance->precision, recording.provenance->device);
    const int threads = request.model.options.threads;
    const double rowsASecond = progress.timesRealTime / secondsARow(request.settings);
    m_settings.setMeasuredSpeed(speedKey(*recording.model, precision, threads, request.settings), rowsASecond);
    m_settings.setMeasuredSpeed(workKey(*recording.model, precision, threads),
                                rowsASecond * workARow(request.settings));
    if (const double work = billionsASecond(*recording.model); work > 0)
        m_settings.setMeasuredSpeed(rateKey(precision, threads), rowsASecond * workARow(request.settings) * work);
}

// Seconds of sound in a second.
double AnalyzeSession::guessedSpeed() const
{
    if (!m_model)
        return 0;
    const std::string precision = arithmetic();
    if (const double known = m_settings.measuredSpeed(workKey(*m_model, precision, m_run.threads)); known > 0)
        return known; // with other settings
    const double work = billionsASecond(*m_model);
    if (work <= 0)
        return 0;
    const double rate = m_settings.measuredSpeed(rateKey(precision, m_run.threads)); // of other models
    return (rate > 0 ? rate : usualRate(m_modelPrecision, m_run.threads, precision != nameOf(m_modelPrecision))) / work;
}

bool AnalyzeSession::expectsByGuess() const
{
    return measuredSpeed() <= 0;
}

std::optional<double> AnalyzeSession::expectedSeconds(const OpenRecording& recording) const
{
    double rowsPerSecond = measuredSpeed();
    if (rowsPerSecond <= 0)
        rowsPerSecond = guessedSpeed() / workARow(m_run.tagging);
    if (rowsPerSecond <= 0 || recording.length() <= 0)
        return std::nullopt;
    if (m_run.tagging.mode == TaggingMode::Whole)
        return static_cast<double>(recording.length()) / 16000 / rowsPerSecond;
    const std::int64_t rows = RowTiming(m_run.tagging).rowCount(recording.length() / 160);
    return static_cast<double>(rows) / rowsPerSecond;
}

std::optional<RunCosts> AnalyzeSession::expectedCosts(const OpenRecording& recording) const
{
    if (!m_loaded)
        return std::nullopt;
    return runCosts(*m_loaded, m_run.tagging, recording.length() / 160);
}

} // namespace dass
