#include "ui/distill/run_words.h"

#include "ui/widgets/text_format.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace dass {

namespace {

QString runText(const char* text)
{
    return QCoreApplication::translate("dass::RunWords", text);
}

QString sinceText(const QDateTime& time)
{
    const QDateTime local = time.toLocalTime();
    const bool today = local.date() == QDate::currentDate();
    return today ? QLocale().toString(local.time(), QLocale::ShortFormat)
                 : QLocale().toString(local, QLocale::ShortFormat);
}

QString stateWords(const RunSummary& run)
{
    return run.phase == RunPhase::Running && run.ending
               ? runText(QT_TRANSLATE_NOOP("dass::RunWords", "scoring the model"))
               : phaseWords(run.phase);
}

} // namespace

QString phaseWords(RunPhase phase)
{
    switch (phase) {
    case RunPhase::Missing:
        return runText(QT_TRANSLATE_NOOP("dass::RunWords", "folder not found"));
    case RunPhase::NoRun:
        return runText(QT_TRANSLATE_NOOP("dass::RunWords", "no run"));
    case RunPhase::Waiting:
        return runText(QT_TRANSLATE_NOOP("dass::RunWords", "not started"));
    case RunPhase::Starting:
        return runText(QT_TRANSLATE_NOOP("dass::RunWords", "starting"));
    case RunPhase::Running:
        return runText(QT_TRANSLATE_NOOP("dass::RunWords", "running"));
    case RunPhase::Paused:
        return runText(QT_TRANSLATE_NOOP("dass::RunWords", "paused"));
    case RunPhase::Finished:
        return runText(QT_TRANSLATE_NOOP("dass::RunWords", "finished"));
    case RunPhase::Stopped:
        return runText(QT_TRANSLATE_NOOP("dass::RunWords", "stopped"));
    case RunPhase::Failed:
        return runText(QT_TRANSLATE_NOOP("dass::RunWords", "failed"));
    case RunPhase::Died:
        return runText(QT_TRANSLATE_NOOP("dass::RunWords", "broken off"));
    case RunPhase::Silent:
        return runText(QT_TRANSLATE_NOOP("dass::RunWords", "silent"));
    }
    return {};
}

QString progressWords(const RunSummary& run)
{
    if (run.epochs == 0)
        return phaseWords(run.phase);
    return runText(QT_TRANSLATE_NOOP("dass::RunWords", "epoch %1 / %2")).arg(run.epoch).arg(run.epochs);
}

QString leftWords(const RunSummary& run)
{
    switch (run.phase) {
    case RunPhase::Running:
        if (run.ending)
            return stateWords(run);
        if (run.stopAsked)
            return runText(QT_TRANSLATE_NOOP("dass::RunWords", "stopping"));
        if (run.pauseAsked)
            return runText(QT_TRANSLATE_NOOP("dass::RunWords", "pausing"));
        return run.secondsLeft
                   ? runText(QT_TRANSLATE_NOOP("dass::RunWords", "%1 left")).arg(longDurationText(*run.secondsLeft))
                   : QString();
    case RunPhase::Stopped:
        return run.hasModel && run.bestMeanAveragePrecision
                   ? runText(QT_TRANSLATE_NOOP("dass::RunWords", "stopped, best mAP %1"))
                         .arg(scoreText(*run.bestMeanAveragePrecision))
                   : phaseWords(run.phase);
    case RunPhase::Finished:
        return run.bestMeanAveragePrecision ? runText(QT_TRANSLATE_NOOP("dass::RunWords", "best mAP %1"))
                                                  .arg(scoreText(*run.bestMeanAveragePrecision))
                                            : phaseWords(run.phase);
    default:
        return run.epochs == 0 ? QString() : phaseWords(run.phase);
    }
}

QString whereAndSince(const RunSummary& run)
{
    const QString where = run.here ? runText(QT_TRANSLATE_NOOP("dass::RunWords", "on this computer"))
                                   : runText(QT_TRANSLATE_NOOP("dass::RunWords", "on %1")).arg(run.host);
    if (isAtWork(run.phase) && run.started.isValid())
        return runText(QT_TRANSLATE_NOOP("dass::RunWords", "%1 %2 since %3"))
            .arg(stateWords(run), where, sinceText(run.started));
    if (run.updated.isValid())
        return runText(QT_TRANSLATE_NOOP("dass::RunWords", "%1 %2, %3"))
            .arg(phaseWords(run.phase), where, sinceText(run.updated));
    return phaseWords(run.phase);
}

QString useWords(const RunSummary& run, double waiting)
{
    QStringList words;
    if (run.cores)
        words << runText(QT_TRANSLATE_NOOP("dass::RunWords", "%1 cores")).arg(QLocale().toString(*run.cores, 'f', 1));
    if (run.use && run.use->memoryBytes > 0)
        words << bytesText(static_cast<std::uint64_t>(run.use->memoryBytes));
    if (run.phase == RunPhase::Running && std::isfinite(waiting))
        words << runText(QT_TRANSLATE_NOOP("dass::RunWords", "%1 % waiting for clips"))
                     .arg(QLocale().toString(waiting * 100, 'f', 0));
    if (run.space.free)
        words << runText(run.space.isLow() ? QT_TRANSLATE_NOOP("dass::RunWords", "only %1 of disk space free")
                                           : QT_TRANSLATE_NOOP("dass::RunWords", "%1 of disk space free"))
                     .arg(bytesText(static_cast<std::uint64_t>(*run.space.free)));
    return words.join(QStringLiteral(", "));
}

QString lowSpaceWords(const RunSummary& run)
{
    if (!run.space.isLow())
        return {};
    return runText(QT_TRANSLATE_NOOP(
                       "dass::RunWords",
                       "Little disk space is left: the run will still write about %1, and %2 are free. Make room, or "
                       "pause it until there is."))
        .arg(bytesText(static_cast<std::uint64_t>(run.space.needed)),
             bytesText(static_cast<std::uint64_t>(*run.space.free)));
}

QString precisionText(double share)
{
    return std::isfinite(share) ? QLocale().toString(share * 100, 'f', 1) : QStringLiteral("–");
}

QString scoreText(double share)
{
    return std::isfinite(share) ? runText(QT_TRANSLATE_NOOP("dass::RunWords", "%1 %")).arg(precisionText(share))
                                : QStringLiteral("–");
}

QString troubleWords(const RunSummary& run)
{
    switch (run.phase) {
    case RunPhase::Missing:
        return runText(QT_TRANSLATE_NOOP("dass::RunWords", "The folder is not there. Is its disk connected?"));
    case RunPhase::NoRun:
        return runText(QT_TRANSLATE_NOOP("dass::RunWords", "The folder holds no run."));
    case RunPhase::Failed:
        return run.error.isEmpty()
                   ? runText(QT_TRANSLATE_NOOP("dass::RunWords",
                                               "It ended without saying why; process.log in its folder may know more."))
                   : sentenceText(run.error);
    case RunPhase::Died:
        return runText(QT_TRANSLATE_NOOP(
            "dass::RunWords",
            "Its process is gone: it was ended, as the system does where memory is short, or the computer was. Resume "
            "goes on from the last checkpoint."));
    case RunPhase::Silent:
        return runText(QT_TRANSLATE_NOOP("dass::RunWords", "No sign of life from %1 since %2."))
            .arg(run.host, sinceText(run.updated));
    default:
        return {};
    }
}

PhaseIcon phaseIcon(RunPhase phase)
{
    switch (phase) {
    case RunPhase::Missing:
    case RunPhase::Failed:
        return {Icon::Error, IconTone::Danger};
    case RunPhase::Died:
    case RunPhase::Silent:
        return {Icon::Warning, IconTone::Warning};
    case RunPhase::Finished:
        return {Icon::Check, IconTone::Success};
    case RunPhase::Paused:
        return {Icon::Pause, IconTone::Text};
    case RunPhase::Stopped:
        return {Icon::Cancel, IconTone::Secondary};
    default:
        return {Icon::Clock, IconTone::Secondary};
    }
}

QString studentWords(const Recipe& recipe)
{
    QString init = recipe.init;
    if (init == QLatin1String("checkpoint"))
        init = runText(QT_TRANSLATE_NOOP("dass::RunWords", "fine-tuned"));
    else if (init == QLatin1String("scratch"))
        init = runText(QT_TRANSLATE_NOOP("dass::RunWords", "from scratch"));
    else if (init == QLatin1String("imagenet"))
        init = QStringLiteral("ImageNet");
    return (recipe.isAst ? QStringLiteral("AST %1, %2") : QStringLiteral("DASS %1, %2")).arg(recipe.student, init);
}

QString lossWords(const Recipe& recipe)
{
    const auto number = [](double value) { return QLocale().toString(value, 'g', 3); };
    if (recipe.kdWeight <= 0)
        return runText(QT_TRANSLATE_NOOP("dass::RunWords", "labels only"));
    const QString kd = recipe.kd == QLatin1String("kldiv")          ? QStringLiteral("KL")
                       : recipe.kd.startsWith(QLatin1String("bce")) ? QStringLiteral("BCE")
                                                                    : recipe.kd;
    return runText(QT_TRANSLATE_NOOP("dass::RunWords", "%1 labels + %2 %3, T = %4"))
        .arg(number(1 - recipe.kdWeight), number(recipe.kdWeight), kd, number(recipe.temperature));
}

} // namespace dass
