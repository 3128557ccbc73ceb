// What is typed, ticked and chosen becomes the plan.

#include "app/haystack/haystack_session.h"
#include "app/haystack/number_list.h"
#include "app/jobs/path_text.h"
#include "core/niah/cell.h"
#include "ui/haystack/plan_haystacks.h"
#include "ui/haystack/plan_panel.h"
#include "ui/style/studio_style.h"
#include "ui/widgets/hint_button.h"

#include <QComboBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace dass {

namespace {

constexpr std::int64_t kFirstLimit = 200; // needles of a list that was just chosen
constexpr std::uint64_t kFirstSeed = 1;

QString titleOf(const niah::ModelEntry& model)
{
    return !model.name.empty() ? QString::fromStdString(model.name) : fromPath(model.path.stem());
}

// Whatever stays ticked stays as it is, with all that no field shows, and so does what has no action. What is newly
// ticked comes after it.
template <class Item, class IsOf, class Make>
std::vector<Item> ticked(const QMenu& menu, const std::vector<Item>& before, const IsOf& isOf, const Make& make)
{
    const QList<QAction*> actions = menu.actions();
    std::vector<Item> items;
    for (const Item& item : before) {
        const auto own = std::ranges::find_if(actions, [&](const QAction* action) { return isOf(item, *action); });
        if (own == actions.end() || (*own)->isChecked())
            items.push_back(item);
    }
    for (const QAction* action : actions)
        if (action->isChecked() && std::ranges::none_of(before, [&](const Item& item) { return isOf(item, *action); }))
            items.push_back(make(*action));
    return items.empty() ? before : items;
}

} // namespace

void PlanPanel::takeFields()
{
    if (m_showing)
        return;
    niah::Spec plan = m_experiment.plan();
    const auto lengths = parseLengths(m_lengths->text());
    const auto positions = parsePositions(m_positions->text());
    const auto ratios = parseRatios(m_ratios->text());
    const std::pair<QLineEdit*, bool> fields[] = {
        {m_lengths, lengths.has_value()}, {m_positions, positions.has_value()}, {m_ratios, ratios.has_value()}};
    for (const auto& [field, good] : fields) {
        field->setProperty(styleproperty::kInvalid, !good);
        field->update();
    }
    if (!lengths || !positions || !ratios) {
        m_run->setEnabled(false);
        m_run->setToolTip(tr("A list in red cannot be read"));
        return;
    }
    plan.lengths = *lengths;
    plan.positions = *positions;
    plan.snrDb = *ratios;
    if (!m_limit->isHidden())
        plan.needles.limit = m_limit->value();
    plan.haystacks = ticked(*m_haystacks->menu(), plan.haystacks, isHaystackOf, haystackOf);
    if (const auto insertion = static_cast<niah::Insertion>(m_insertion->currentIndex()); insertion != plan.insertion) {
        plan.insertion = insertion;
        plan.crossfadeSeconds = niah::Spec().crossfadeSeconds; // else that of a plan from elsewhere
    }
    plan.pooling = ticked(
        *m_poolings->menu(), plan.pooling,
        [](Pooling pooling, const QAction& action) { return static_cast<int>(pooling) == action.data().toInt(); },
        [](const QAction& action) { return static_cast<Pooling>(action.data().toInt()); });
    if (m_ownModels) {
        const auto isOf = [](const niah::ModelEntry& model, const QAction& action) {
            return modelPath(model) == action.data().toString();
        };
        plan.models = ticked(*m_models->menu(), plan.models, isOf, [](const QAction& action) {
            return niah::ModelEntry{toPath(action.data().toString()), action.text().toStdString(), {}};
        });
        for (niah::ModelEntry& model : plan.models)
            for (const QAction* action : m_models->menu()->actions())
                if (model.name.empty() && isOf(model, *action))
                    model.name = action->text().toStdString();
    }
    if (const std::int64_t cells = niah::cellCount(plan); cells > niah::kMostCells) {
        for (const auto& [field, good] : fields)
            field->setProperty(styleproperty::kInvalid, true);
        m_run->setEnabled(false);
        m_run->setToolTip(tr("These are %1 cells; %2 are the most").arg(cells).arg(niah::kMostCells));
        m_cells->setValue(QString::number(cells));
        return;
    }
    if (planText(plan) != planText(m_experiment.plan()))
        m_experiment.setPlan(plan);
    else
        showPlan();
}

void PlanPanel::setModels(const std::vector<std::pair<QString, QString>>& models)
{
    m_listed = models;
    fillModels();
    showPlan();
}

// Also those of a plan from elsewhere that are not listed: they stay until they are unticked.
void PlanPanel::fillModels()
{
    std::vector<std::pair<QString, QString>> models = m_listed;
    if (m_ownModels)
        for (const niah::ModelEntry& model : m_experiment.plan().models) {
            const QString path = modelPath(model);
            if (std::ranges::none_of(models, [&](const auto& listed) { return listed.second == path; }))
                models.emplace_back(titleOf(model), path);
        }
    m_models->menu()->clear();
    for (const auto& [name, path] : models) {
        QAction* action = m_models->menu()->addAction(name);
        action->setCheckable(true);
        action->setData(path);
        connect(action, &QAction::triggered, this, [this] {
            m_ownModels = true;
            takeFields();
        });
    }
}

// A preset is named as long as the plan is what it made of it. The builder's needles and model are none of its own.
std::string PlanPanel::presetKey() const
{
    niah::Spec plan = m_experiment.plan();
    if (m_follows)
        plan.needles = {};
    if (!m_ownModels)
        plan.models.clear();
    return planText(plan);
}

void PlanPanel::takePreset(int index)
{
    const QString name = m_preset->itemData(index).toString();
    if (name.isEmpty())
        return;
    const niah::Spec filled = withPreset(m_experiment.plan(), name);
    m_experiment.setPlan(filled);
    const bool taken = planText(filled) == planText(m_experiment.plan());
    m_presetKey = presetKey();
    m_preset->setCurrentIndex(taken ? index : 0);
}

void PlanPanel::setFollowing(bool follows)
{
    if (follows == m_follows)
        return;
    m_follows = follows;
    emit followingChanged();
}

void PlanPanel::followBuilder()
{
    m_ownModels = false;
    setFollowing(true);
    takeBuilder();
    showPlan();
}

void PlanPanel::leaveBuilder()
{
    m_ownModels = true;
    setFollowing(false);
    m_preset->setCurrentIndex(0);
    fillModels();
    dropHaystacks();
    showPlan();
}

void PlanPanel::growFromBuilder()
{
    if (m_experiment.isRunning())
        return;
    const niah::Spec grown = grownPlan(m_experiment.plan(), m_session.choice());
    if (m_experiment.state() == HaystackExperiment::State::Planned)
        m_experiment.setPlan(grown);
    else
        m_experiment.take(grown); // what is shown lies in its folder
    m_preset->setCurrentIndex(0);
    followBuilder();
}

niah::ModelEntry PlanPanel::builderModel() const
{
    return {toPath(m_session.model()), {}, {}, m_session.sinusoidalPositions()};
}

void PlanPanel::takeBuilder()
{
    if (!m_follows || m_experiment.isRunning() || m_experiment.results())
        return;
    niah::Spec plan = m_experiment.plan();
    plan.needles = {};
    plan.needles.files = needleFiles(m_session.needles());
    if (!m_ownModels)
        plan.models = {builderModel()};
    if (planText(plan) == planText(m_experiment.plan()))
        return;
    m_keepsTyped = true;
    m_experiment.setPlan(plan);
    m_keepsTyped = false;
}

void PlanPanel::chooseList()
{
    const QString file =
        QFileDialog::getOpenFileName(this, tr("List of clips"), {}, tr("Lists (*.json *.csv);;All files (*)"));
    if (!file.isEmpty())
        useList(file);
}

void PlanPanel::useList(const QString& file)
{
    setFollowing(false);
    niah::Spec plan = m_experiment.plan();
    plan.needles = {};
    plan.needles.list = toPath(file);
    plan.needles.limit = kFirstLimit;
    plan.needles.choiceSeed = kFirstSeed;
    m_experiment.setPlan(plan);
}

} // namespace dass
