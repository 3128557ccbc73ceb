// What the plan, its costs and the experiment's state look like.

#include "app/haystack/number_list.h"
#include "app/jobs/path_text.h"
#include "ui/haystack/haystack_words.h"
#include "ui/haystack/plan_haystacks.h"
#include "ui/haystack/plan_panel.h"
#include "ui/style/studio_style.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/text_format.h"

#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace dass {

namespace {

constexpr qsizetype kMostNotes = 5; // lines of a tool tip

QString notesText(const QStringList& notes)
{
    QString text = notes.mid(0, kMostNotes).join('\n');
    if (notes.size() > kMostNotes)
        text += '\n' + PlanPanel::tr("and %1 more").arg(notes.size() - kMostNotes);
    return text;
}

} // namespace

void PlanPanel::showPlan()
{
    m_showing = true;
    const niah::Spec& plan = m_experiment.plan();
    const std::pair<QLineEdit*, QString> texts[] = {{m_lengths, lengthsText(plan.lengths)},
                                                    {m_positions, positionsText(plan.positions)},
                                                    {m_ratios, ratiosText(plan.snrDb)}};
    for (const auto& [field, text] : texts) {
        if (m_keepsTyped && field->isModified())
            continue;
        field->setText(text);
        field->setCursorPosition(0);
        field->setProperty(styleproperty::kInvalid, false);
    }
    showHaystacks();
    showInsertion();
    QStringList names;
    for (QAction* action : m_models->menu()->actions()) {
        const QString path = action->data().toString();
        action->setChecked(
            std::ranges::any_of(plan.models, [&](const niah::ModelEntry& model) { return modelPath(model) == path; }));
        if (action->isChecked())
            names << action->text();
    }
    showChosen(m_models, names.isEmpty() ? tr("the builder's") : names.join(QStringLiteral(", ")));
    names.clear();
    for (QAction* action : m_poolings->menu()->actions()) {
        const auto pooling = static_cast<Pooling>(action->data().toInt());
        action->setChecked(std::find(plan.pooling.begin(), plan.pooling.end(), pooling) != plan.pooling.end());
        if (action->isChecked())
            names << poolingName(pooling);
    }
    showChosen(m_poolings, names.join(QStringLiteral(", ")));
    showNeedles();
    if (m_preset->currentIndex() > 0 && presetKey() != m_presetKey)
        m_preset->setCurrentIndex(0);
    m_showing = false;
    showCost();
    showState();
}

void PlanPanel::showNeedles()
{
    const niah::NeedleSource& needles = m_experiment.plan().needles;
    const std::filesystem::path& file = needles.list.empty() ? needles.spectrograms : needles.list;
    const auto clips = static_cast<int>(needles.files.size());
    showChosen(m_needles, !file.empty() ? fromPath(file.filename())
                          : clips == 1  ? tr("1 clip")
                                        : tr("%n clips", nullptr, clips));
    QStringList words{m_needles->toolTip()};
    const bool random = needles.choiceSeed.has_value();
    if (needles.limit > 0)
        words << (random ? tr("%1 of the list, chosen at random") : tr("The first %1 of the list")).arg(needles.limit);
    words << tr("Each is hidden by itself, one in a mixture, as in the paper: the builder's ticks, places "
                "and ratios have no part in it");
    m_needles->setToolTip(words.join('\n'));
    const bool limited = !file.empty() || needles.limit > 0;
    m_limitName->setVisible(limited);
    m_limit->setVisible(limited);
    m_limit->setValue(static_cast<int>(needles.limit));
    m_limit->setSuffix(QChar(' ') + (random ? tr("at random") : tr("first ones")));
    m_limit->setToolTip(random ? tr("So many of the list, chosen at random; 0 takes all")
                               : tr("So many from the beginning of the list; 0 takes all"));
}

void PlanPanel::showCost()
{
    const auto cells = plannedCells(m_experiment.plan());
    const auto& results = m_experiment.results();
    m_cells->setValue(results ? tr("%1, %2 done").arg(results->total()).arg(results->done()) : QString::number(cells));
    const auto& estimate = m_experiment.estimate();
    const QString unknown = estimate ? QString::fromStdString(estimate->unknown) : m_experiment.estimateError();
    const QStringList notes = estimate ? m_experiment.estimateNotes() : QStringList();
    const QString leftOut = notes.isEmpty() ? QString() : '\n' + tr("Left out:") + '\n' + notesText(notes);
    if (estimate && unknown.isEmpty()) {
        m_cost->setValue(QStringLiteral("%1, %2").arg(longDurationText(estimate->seconds),
                                                      bytesText(static_cast<std::uint64_t>(estimate->memoryBytes))));
        const QString words = tr("%1 of memory and %2 of temporary files; measured by a few steps of the model")
                                  .arg(bytesText(static_cast<std::uint64_t>(estimate->memoryBytes)),
                                       bytesText(static_cast<std::uint64_t>(estimate->scratchBytes)));
        m_cost->setToolTip(words + leftOut);
    } else {
        m_cost->setValue(!unknown.isEmpty()            ? tr("not known")
                         : m_experiment.isEstimating() ? tr("being measured…")
                                                       : QString(QChar(0x2013)));
        m_cost->setToolTip(unknown + leftOut);
    }
    m_cost->setNote(unknown);
}

// The keyboard stays with them: one that is disabled hands it to what can be done next.
void PlanPanel::enableButtons(bool run, bool pause, bool cancel)
{
    const std::pair<QPushButton*, bool> all[] = {{m_run, run}, {m_pause, pause}, {m_cancel, cancel}};
    QPushButton* next = nullptr;
    bool goes = false;
    for (const auto& [button, enabled] : all) {
        if (enabled) {
            button->setEnabled(true);
            next = next ? next : button;
        }
        goes = goes || (button->hasFocus() && !enabled);
    }
    if (goes && next)
        next->setFocus(Qt::OtherFocusReason);
    for (const auto& [button, enabled] : all)
        button->setEnabled(enabled);
}

void PlanPanel::showState()
{
    using State = HaystackExperiment::State;
    const State state = m_experiment.state();
    const bool running = m_experiment.isRunning();
    const bool needles = hasNeedles(m_experiment.plan());
    const auto& results = m_experiment.results();
    const std::int64_t failed = state == State::Finished && results ? results->failed() : 0;
    const bool goesOn = state == State::Paused || state == State::Cancelled || state == State::Failed;
    const QLineEdit* lists[] = {m_lengths, m_positions, m_ratios};
    const bool unread = std::ranges::any_of(
        lists, [](const QLineEdit* list) { return list->property(styleproperty::kInvalid).toBool(); });
    enableButtons(!running && !unread && needles && (state != State::Finished || failed > 0), state == State::Running,
                  state == State::Running || state == State::Paused);
    m_run->setText(failed > 0 ? tr("Try again") : goesOn ? tr("Continue") : tr("Run"));
    m_run->setToolTip(
        running                     ? tr("The experiment is going on")
        : results && !results->plan ? QString::fromStdString(results->planError)
        : unread                    ? tr("A list in red cannot be read")
        : !needles                  ? tr("Add needles with labels first")
        : failed > 0
            ? tr("Cells that could not be scored: %1. Try them again, in %2").arg(failed).arg(m_experiment.folder())
        : state == State::Finished ? tr("It is finished; duplicate it for another one")
        : goesOn                   ? tr("Go on with what is not scored yet, in %1").arg(m_experiment.folder())
                                   : tr("Score every cell; results are kept in a folder as they come"));
    const bool fixed = running || results; // another plan is another experiment
    for (QWidget* field : std::initializer_list<QWidget*>{m_preset, m_needles, m_limit, m_models, m_lengths,
                                                          m_positions, m_ratios, m_haystacks, m_insertion, m_poolings})
        field->setEnabled(!fixed);
    setHint(fixed && !running ? tr("duplicate to change") : QString());
    showCost();
}

} // namespace dass
