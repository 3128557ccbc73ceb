// The haystacks of the plan, and how needles are put into them.

#include "app/jobs/path_text.h"
#include "ui/haystack/haystack_words.h"
#include "ui/haystack/plan_haystacks.h"
#include "ui/haystack/plan_panel.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QMenu>
#include <QToolButton>

#include <algorithm>
#include <filesystem>

namespace dass {

namespace {

using Kind = niah::HaystackKind;

constexpr int kChoiceText = 108;
constexpr const char* kFile = "haystackFile"; // of an action: none for a kind without one

QString pathOf(const niah::HaystackSpec& haystack)
{
    return fromPath(haystack.file);
}

} // namespace

bool isHaystackOf(const niah::HaystackSpec& haystack, const QAction& action)
{
    return action.isCheckable() && static_cast<int>(haystack.kind) == action.data().toInt() &&
           pathOf(haystack) == action.property(kFile).toString();
}

niah::HaystackSpec haystackOf(const QAction& action)
{
    const auto kind = static_cast<Kind>(action.data().toInt());
    const QString file = action.property(kFile).toString();
    return file.isEmpty() ? niah::HaystackSpec{kind, {}, 1, {}} : ownHaystack(kind, file);
}

void showChosen(QToolButton* button, const QString& text)
{
    button->setText(button->fontMetrics().elidedText(text, Qt::ElideRight, kChoiceText));
    button->setToolTip(text);
}

void PlanPanel::makeHaystacks()
{
    QMenu* menu = m_haystacks->menu();
    m_ownHaystacks = menu->addSeparator();
    for (const Kind kind : {Kind::Zero, Kind::White, Kind::Pink, Kind::Brown, Kind::Babble})
        addHaystack({kind, {}, 1, {}});
    connect(menu->addAction(tr("A recording…")), &QAction::triggered, this, [this] {
        if (const QString file = QFileDialog::getOpenFileName(this, tr("Recording to hide needles in"));
            !file.isEmpty())
            useHaystack(Kind::Recording, file);
    });
    connect(menu->addAction(tr("Babble of a folder…")), &QAction::triggered, this, [this] {
        if (const QString folder = QFileDialog::getExistingDirectory(this, tr("Recordings of speech"));
            !folder.isEmpty())
            useHaystack(Kind::Babble, folder);
    });
    for (const auto insertion : {niah::Insertion::Spectrogram, niah::Insertion::Waveform, niah::Insertion::Overlay}) {
        m_insertion->addItem(insertionName(insertion));
        m_insertion->setItemData(m_insertion->count() - 1, insertionHint(insertion, niah::Spec().crossfadeSeconds),
                                 Qt::ToolTipRole);
    }
    m_insertion->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(m_insertion, &QComboBox::activated, this, &PlanPanel::takeFields);
}

QAction* PlanPanel::actionOf(const niah::HaystackSpec& haystack) const
{
    const QList<QAction*> actions = m_haystacks->menu()->actions();
    const auto own =
        std::ranges::find_if(actions, [&](const QAction* action) { return isHaystackOf(haystack, *action); });
    return own == actions.end() ? nullptr : *own;
}

void PlanPanel::addHaystack(const niah::HaystackSpec& haystack)
{
    auto* action = new QAction(haystackTitle(haystack), m_haystacks->menu());
    action->setCheckable(true);
    action->setData(static_cast<int>(haystack.kind));
    if (const QString path = pathOf(haystack); !path.isEmpty()) {
        action->setProperty(kFile, path);
        action->setToolTip(QDir::toNativeSeparators(path));
    }
    m_haystacks->menu()->insertAction(m_ownHaystacks, action);
    connect(action, &QAction::triggered, this, &PlanPanel::takeFields);
}

void PlanPanel::dropHaystacks()
{
    const std::vector<niah::HaystackSpec>& planned = m_experiment.plan().haystacks;
    for (QAction* action : m_haystacks->menu()->actions()) {
        const bool used = std::ranges::any_of(
            planned, [&](const niah::HaystackSpec& haystack) { return isHaystackOf(haystack, *action); });
        if (used || action->property(kFile).toString().isEmpty())
            continue;
        m_haystacks->menu()->removeAction(action);
        action->deleteLater();
    }
}

void PlanPanel::useHaystack(Kind kind, const QString& file)
{
    niah::Spec plan = m_experiment.plan();
    const niah::HaystackSpec own = ownHaystack(kind, file);
    const bool there = std::ranges::any_of(plan.haystacks, [&](const niah::HaystackSpec& haystack) {
        return haystack.kind == own.kind && haystack.file == own.file;
    });
    if (there)
        return;
    plan.haystacks.push_back(own);
    m_experiment.setPlan(plan);
}

// Files that are planned no more can still be ticked again.
void PlanPanel::showHaystacks()
{
    const std::vector<niah::HaystackSpec>& planned = m_experiment.plan().haystacks;
    QStringList names;
    for (const niah::HaystackSpec& haystack : planned) {
        if (!actionOf(haystack))
            addHaystack(haystack);
        names << haystackTitle(haystack);
    }
    for (QAction* action : m_haystacks->menu()->actions())
        action->setChecked(std::ranges::any_of(
            planned, [&](const niah::HaystackSpec& haystack) { return isHaystackOf(haystack, *action); }));
    showChosen(m_haystacks, names.join(QStringLiteral(", ")));
}

void PlanPanel::showInsertion()
{
    const niah::Spec& plan = m_experiment.plan();
    m_insertion->setCurrentIndex(static_cast<int>(plan.insertion));
    m_insertion->setToolTip(insertionHint(plan.insertion, plan.crossfadeSeconds));
}

} // namespace dass
