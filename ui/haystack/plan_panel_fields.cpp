// What is typed and ticked becomes the plan.

#include "app/haystack/number_list.h"
#include "core/niah/cell.h"
#include "ui/haystack/plan_panel.h"
#include "ui/style/studio_style.h"
#include "ui/widgets/hint_button.h"

#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace dass {

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
    std::vector<niah::HaystackSpec> haystacks;
    for (const QAction* action : m_haystacks->menu()->actions()) {
        const auto kind = static_cast<niah::HaystackKind>(action->data().toInt());
        if (!action->isChecked())
            continue;
        const auto before = std::find_if(plan.haystacks.begin(), plan.haystacks.end(),
                                         [&](const niah::HaystackSpec& haystack) { return haystack.kind == kind; });
        haystacks.push_back(before != plan.haystacks.end() ? *before : niah::HaystackSpec{kind, {}, 1, {}});
    }
    for (const niah::HaystackSpec& haystack : plan.haystacks) // of a specification; not chosen here
        if (haystack.kind == niah::HaystackKind::Recording)
            haystacks.push_back(haystack);
    if (!haystacks.empty())
        plan.haystacks = haystacks;
    std::vector<Pooling> poolings;
    for (const QAction* action : m_poolings->menu()->actions())
        if (action->isChecked())
            poolings.push_back(static_cast<Pooling>(action->data().toInt()));
    if (!poolings.empty())
        plan.pooling = poolings;
    std::vector<niah::ModelEntry> models;
    for (const QAction* action : m_models->menu()->actions())
        if (action->isChecked())
            models.push_back({action->data().toString().toStdU16String(), action->text().toStdString(), {}});
    if (m_ownModels && !models.empty())
        plan.models = models;
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

} // namespace dass
