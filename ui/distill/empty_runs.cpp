#include "ui/distill/empty_runs.h"

#include "ui/distill/distill_actions.h"
#include "ui/style/icons.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/page_column.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_format.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace dass {

namespace {

constexpr int kContentWidth = 640;

HintButton* makeButton(QAction* action, QWidget* parent)
{
    auto* button = new HintButton(withoutMnemonic(action->text()) + QChar(0x2026), {}, parent);
    button->setIcon(action->icon());
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

} // namespace

EmptyRuns::EmptyRuns(const DistillActions& actions, QWidget* parent) : QWidget(parent)
{
    QVBoxLayout* column = makePageColumn(this, kContentWidth, tr("Teach a model your own sounds"));
    QWidget* content = column->parentWidget();
    column->addWidget(
        makeWords(tr("Pick a folder whose subfolders are named after what is heard in them. A part of the "
                     "recordings is held out, and at the end you see how well the model tells them apart."),
                  content));
    auto* guide = makeButton(actions.guide, content);
    guide->setPrimary(true);
    guide->setIcon(themedIcon(Icon::Distill, IconTone::OnAccent));
    auto* first = new QHBoxLayout;
    first->setContentsMargins(0, 3, 0, 3);
    first->addWidget(guide);
    first->addStretch(1);
    column->addLayout(first);
    column->addSpacing(12);
    column->addWidget(new Hairline(Qt::Horizontal, content));
    column->addSpacing(12);
    column->addWidget(makeWords(tr("Or distil a small student from large teachers, by the recipes of the paper or your "
                                   "own. Training is a process of its own: it goes on when this window closes, and is "
                                   "found again. Runs of other computers are followed by opening their folder."),
                                content));
    auto* second = new QHBoxLayout;
    second->setContentsMargins(0, 3, 0, 3);
    second->setSpacing(8);
    second->addWidget(makeButton(actions.newJob, content));
    second->addWidget(makeButton(actions.open, content));
    second->addStretch(1);
    column->addLayout(second);
    placeInMiddle(content, this);
}

} // namespace dass
