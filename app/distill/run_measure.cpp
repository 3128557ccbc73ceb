#include "app/distill/run_measure.h"

#include "app/distill/run_control.h"
#include "app/jobs/file_look.h"
#include "core/base/release_elsewhere.h"
#include "core/distill/run_files.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <nlohmann/json.hpp>

#include <cmath>
#include <optional>
#include <utility>

namespace dass {

namespace {

constexpr qint64 kMostWords = 64 * 1024;
constexpr int kMostWait = 2000; // ms

QString measureText(const char* text)
{
    return QCoreApplication::translate("dass::RunMeasure", text);
}

std::optional<MeasuredRun> readMeasured(const QByteArray& text)
{
    const auto json = nlohmann::json::parse(text.constData(), text.constData() + text.size(), nullptr, false);
    const auto number = [&](const char* key) {
        const auto found = json.is_object() ? json.find(key) : json.end();
        return json.is_object() && found != json.end() && found->is_number() ? found->get<double>() : 0.0;
    };
    const MeasuredRun run{static_cast<std::int64_t>(number("steps")),
                          static_cast<std::int64_t>(number("measured_steps")), number("step_s"), number("expected_s"),
                          static_cast<std::int64_t>(number("peak_memory_bytes"))};
    const bool isSound = run.steps > 0 && run.expectedSeconds > 0 && std::isfinite(run.expectedSeconds);
    return isSound ? std::optional(run) : std::nullopt;
}

} // namespace

RunMeasure::RunMeasure(QObject* parent) : QObject(parent) {}

// At the program's end there is no time left to hear of the process's.
RunMeasure::~RunMeasure()
{
    if (!m_process)
        return;
    m_process->disconnect(this);
    m_process->kill();
    m_process->waitForFinished(kMostWait);
}

// The process is killed and left to itself until it is gone, so that nothing waits for it; its folder goes with it.
void RunMeasure::cancel()
{
    delete m_preparing;
    QProcess* const process = std::exchange(m_process, nullptr);
    if (!process)
        return;
    process->disconnect(this);
    process->setParent(nullptr);
    connect(process, &QProcess::finished, process,
            [process, place = std::exchange(m_place, nullptr)] { process->deleteLater(); });
    process->kill();
}

void RunMeasure::start(const std::string& spec)
{
    cancel();
    m_preparing = askDisk(
        this, [spec] { return prepare(spec); },
        [this](const Prepared& prepared) {
            m_preparing.clear();
            run(prepared);
        });
}

// Elsewhere.
RunMeasure::Prepared RunMeasure::prepare(const std::string& spec)
{
    auto place = std::make_shared<QTemporaryDir>();
    const QString path = place->filePath(QLatin1String(distill::kSpecName));
    QFile file(path);
    const bool isWritten = place->isValid() && file.open(QIODevice::WriteOnly) &&
                           file.write(spec.data(), static_cast<qint64>(spec.size())) >= 0 && file.flush();
    return {isWritten ? releasedElsewhere(std::move(place)) : nullptr, distillProgram(), path};
}

void RunMeasure::run(const Prepared& prepared)
{
    if (!prepared.place) {
        emit failed(measureText(QT_TRANSLATE_NOOP("dass::RunMeasure", "There is no room among the temporary files")));
        return;
    }
    if (prepared.program.isEmpty()) {
        emit failed(measureText(QT_TRANSLATE_NOOP(
            "dass::RunMeasure", "The program dass, which trains, is not beside this one nor on the path")));
        return;
    }
    m_place = prepared.place;
    m_process = new QProcess(this);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("TMPDIR"), m_place->path()); // gone with this folder, however it ends
    m_process->setProcessEnvironment(environment);
    m_process->setProgram(prepared.program);
    m_process->setArguments(
        {QStringLiteral("distill"), prepared.spec, QStringLiteral("--estimate"), QStringLiteral("--quiet")});
    m_process->setStandardInputFile(QProcess::nullDevice());
    connect(m_process, &QProcess::finished, this, &RunMeasure::end);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            end();
    });
    m_process->start();
}

void RunMeasure::end()
{
    QProcess* const process = std::exchange(m_process, nullptr);
    if (!process)
        return;
    const std::optional<MeasuredRun> run = readMeasured(process->read(kMostWords));
    const QStringList words =
        QString::fromUtf8(process->readAllStandardError().right(kMostWords)).split('\n', Qt::SkipEmptyParts);
    const QString reason = process->error() == QProcess::FailedToStart ? process->errorString()
                           : words.isEmpty()                           ? QString()
                                                                       : words.last().simplified();
    const bool isDone =
        process->error() != QProcess::FailedToStart && process->exitStatus() == QProcess::NormalExit && run;
    process->deleteLater();
    m_place.reset();
    if (isDone)
        emit measured(*run);
    else
        emit failed(reason.isEmpty()
                        ? measureText(QT_TRANSLATE_NOOP("dass::RunMeasure", "The trial ended without saying why"))
                        : reason);
}

} // namespace dass
