// What the monitor shows of the run looked at.

#include "app/distill/run_list.h"
#include "ui/distill/curve_scale.h"
#include "ui/distill/curves_view.h"
#include "ui/distill/monitor_page.h"
#include "ui/distill/plain_table.h"
#include "ui/distill/recipe_panel.h"
#include "ui/distill/run_head.h"
#include "ui/distill/run_words.h"
#include "ui/distill/runs_panel.h"
#include "ui/widgets/elided_label.h"

#include <QDateTime>
#include <QLineEdit>
#include <QLocale>
#include <QScrollBar>
#include <QTreeView>

#include <algorithm>
#include <cmath>
#include <utility>

namespace dass {

namespace {

constexpr int kTeacherColumn = 3; // of the classes

PlainTable::Cell number(double value, const QString& text)
{
    return {text, std::isfinite(value) ? QVariant(value) : QVariant()};
}

QString pointsText(double share)
{
    if (!std::isfinite(share))
        return QStringLiteral("–");
    const QString digits = QLocale().toString(std::abs(share * 100), 'f', 1);
    return (share < -5e-4 ? QStringLiteral("−") : QStringLiteral("+")) + digits;
}

// What has been gained since the first evaluation, and what is mistaken for what most often.
QString resultWords(const RunDetails& details)
{
    QStringList words;
    const auto& epochs = details.metrics.epochs;
    if (epochs.size() > 1)
        words << MonitorPage::tr("mAP %1 → %2 %")
                     .arg(precisionText(epochs.front().meanAveragePrecision),
                          precisionText(details.metrics.final ? details.metrics.final->meanAveragePrecision
                                                              : epochs.back().meanAveragePrecision));
    if (!details.confusions.empty()) {
        const Confusion& most = details.confusions.front();
        words << MonitorPage::tr("%1 taken for %2 %3 times").arg(most.label, most.said).arg(most.clips);
    }
    if (words.isEmpty())
        words << QLocale().toString(static_cast<qlonglong>(details.classes.size()));
    return words.join(QStringLiteral("; "));
}

double stepsPerEpochOf(const RunSummary& run, const RunMetrics& metrics)
{
    if (run.steps > 0 && run.epochs > 0)
        return static_cast<double>(run.steps) / static_cast<double>(run.epochs);
    if (metrics.steps.empty())
        return 1;
    const std::int64_t last = metrics.steps.rows() - 1;
    return std::max(1.0, static_cast<double>(metrics.steps.step(last)) /
                             static_cast<double>(std::max<std::int64_t>(1, metrics.steps.epoch(last))));
}

} // namespace

void MonitorPage::showRun()
{
    const RunSummary* run = m_list.find(m_runs->current());
    if (run)
        m_head->show(*run, m_list.details(run->folder).get());
}

void MonitorPage::showDetails()
{
    showRun();
    const auto details = m_list.details(m_runs->current());
    m_recipe->show(details ? details->recipe : Recipe());
    const RunDetails none;
    const RunDetails& shown = details ? *details : none;
    fillEpochs(shown);
    if (std::exchange(m_shownTables, shown.tablesRevision) != shown.tablesRevision) {
        fillClasses();
        fillConfusions(shown);
    }
    showClassesHint();
    if (std::exchange(m_shownLog, shown.logRevision) != shown.logRevision || m_loggedFolder != m_runs->current())
        fillLog(shown);
}

void MonitorPage::showCurves()
{
    std::vector<CurveRun> runs;
    for (const QString& folder : m_runs->selected()) {
        const RunSummary* run = m_list.find(folder);
        const auto details = m_list.details(folder);
        if (run && details)
            runs.push_back({run->name, details->metrics, stepsPerEpochOf(*run, details->metrics),
                            static_cast<double>(run->epochs), details->recipe.ratePlan,
                            run->publishedMeanAveragePrecision});
    }
    m_curves->setRuns(std::move(runs));
}

void MonitorPage::fillEpochs(const RunDetails& details)
{
    std::vector<PlainTable::Row> rows;
    const auto& epochs = details.metrics.epochs;
    for (auto row = epochs.rbegin(); row != epochs.rend(); ++row)
        rows.push_back({number(static_cast<double>(row->epoch), QString::number(row->epoch)),
                        number(row->meanAveragePrecision, precisionText(row->meanAveragePrecision)),
                        number(row->rocAuc, curveNumber(row->rocAuc)), number(row->dPrime, curveNumber(row->dPrime))});
    m_epochsHint->setText(rows.empty() ? tr("shown after the first evaluation") : QString());
    m_epochs->setRows(std::move(rows));
}

void MonitorPage::fillClasses()
{
    const auto details = m_list.details(m_runs->current());
    std::vector<PlainTable::Row> rows;
    const QString wanted = m_findClass->text().trimmed();
    const std::vector<ClassScore> none;
    const std::vector<ClassScore>& classes = details ? details->classes : none;
    for (const ClassScore& score : classes) {
        if (!score.name.contains(wanted, Qt::CaseInsensitive))
            continue;
        const double change = score.precision - score.firstPrecision;
        PlainTable::Cell precision = number(score.precision, precisionText(score.precision));
        if (std::isfinite(score.precision)) {
            precision.bar = score.precision;
            precision.mark = std::isfinite(score.teacherPrecision) ? score.teacherPrecision : -1;
        }
        rows.push_back({{score.name, {}},
                        number(static_cast<double>(score.positives), QLocale().toString(score.positives)),
                        precision,
                        number(score.teacherPrecision, precisionText(score.teacherPrecision)),
                        number(change, pointsText(change))});
    }
    m_classes->setRows(std::move(rows));
    m_classesView->setColumnHidden(kTeacherColumn, std::ranges::none_of(classes, [](const ClassScore& score) {
                                       return std::isfinite(score.teacherPrecision);
                                   }));
    showClassesHint();
}

// Also why the table in front is empty.
void MonitorPage::showClassesHint()
{
    const auto details = m_list.details(m_runs->current());
    if (!details || details->classes.empty())
        m_classesHint->setText(tr("shown after the first evaluation"));
    else if (!m_confusionsView->isHidden() && m_confusions->rowCount() == 0)
        m_classesHint->setText(tr("no clip was taken for another class"));
    else if (m_confusionsView->isHidden() && m_classes->rowCount() == 0)
        m_classesHint->setText(tr("no class has such a name"));
    else
        m_classesHint->setText(resultWords(*details));
}

void MonitorPage::fillConfusions(const RunDetails& details)
{
    std::vector<PlainTable::Row> rows;
    for (const Confusion& confusion : details.confusions)
        rows.push_back({{confusion.label, {}},
                        {confusion.said, {}},
                        number(static_cast<double>(confusion.clips), QString::number(confusion.clips))});
    m_confusions->setRows(std::move(rows));
}

// Follows the end as long as it is in view.
void MonitorPage::fillLog(const RunDetails& details)
{
    const QScrollBar* bar = m_logView->verticalScrollBar();
    const bool atEnd = bar->value() >= bar->maximum() || m_loggedFolder != m_runs->current();
    m_loggedFolder = m_runs->current();
    std::vector<PlainTable::Row> rows;
    for (const LogLine& line : details.log) {
        const QDateTime time = QDateTime::fromString(line.time, Qt::ISODate).toLocalTime();
        rows.push_back(
            {{time.isValid() ? time.toString(QStringLiteral("HH:mm:ss")) : QString(), {}}, {line.words, {}}});
    }
    m_logHint->setText(rows.empty()       ? tr("nothing yet")
                       : details.logIsCut ? tr("its end; log.txt has all of it")
                                          : tr("follows the end"));
    m_log->setRows(std::move(rows));
    if (atEnd)
        m_logView->scrollToBottom();
}

} // namespace dass
