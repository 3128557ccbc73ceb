#include "ui/haystack/plan_panel.h"

#include "app/haystack/haystack_session.h"
#include "ui/haystack/haystack_words.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/hint_button.h"

#include <QComboBox>
#include <QDateTime>
#include <QDir>
#include <QGridLayout>
#include <QLineEdit>
#include <QMenu>
#include <QScrollArea>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace dass {

namespace {

constexpr int kMostLimit = 1'000'000; // needles, as of a specification

// With the example's needles and the bundled model, loud noise costs a tenth from a minute on and silence nothing; two
// cores need half a minute.
niah::Spec firstPlan()
{
    niah::Spec plan;
    plan.lengths = {1024, 3000, 6000, 12000};
    plan.positions = {0, 0.5, 1};
    plan.haystacks = {{niah::HaystackKind::Pink, {}, 1, {}}, {niah::HaystackKind::Zero, {}, 1, {}}};
    plan.snrDb = {-20};
    plan.bootstrap.resamples = 400;
    return plan;
}

QString presetTitle(const QString& name)
{
    return name.startsWith("figure-") ? PlanPanel::tr("Figure %1 of the paper").arg(name.mid(7))
           : name == "scaled"         ? PlanPanel::tr("Scaled for two cores")
                                      : name;
}

} // namespace

PlanPanel::PlanPanel(HaystackExperiment& experiment, HaystackSession& session, QString folder, QWidget* parent)
    : Panel(tr("Plan"), parent), m_experiment(experiment), m_session(session), m_folder(std::move(folder)),
      m_preset(new QComboBox), m_lengths(new QLineEdit), m_positions(new QLineEdit), m_ratios(new QLineEdit),
      m_models(makeChoice(tr("Models of the experiment"))), m_haystacks(makeChoice(tr("Haystacks"))),
      m_insertion(new QComboBox), m_poolings(makeChoice(tr("Pooling"))),
      m_needles(makeChoice(tr("Needles of the experiment"))), m_limit(new QSpinBox),
      m_cells(new ValueRow(tr("Cells"), this)), m_cost(new ValueRow(tr("Expected"), this)),
      m_run(new HintButton(tr("Run"), {}, this)), m_pause(new QPushButton(tr("Pause"), this)),
      m_cancel(new QPushButton(tr("Cancel"), this))
{
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setBackgroundRole(QPalette::Window);
    scroll->setWidget(makeFields());
    body()->addWidget(scroll, 1);
    body()->addWidget(new Hairline(Qt::Horizontal, this));
    body()->addWidget(m_cells);
    body()->addWidget(m_cost);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(kInset, 4, kInset, 8);
    buttons->setSpacing(8);
    m_run->setPrimary(true);
    for (QPushButton* button : {static_cast<QPushButton*>(m_run), m_pause, m_cancel})
        buttons->addWidget(button);
    body()->addLayout(buttons);

    connect(m_run, &QPushButton::clicked, this, &PlanPanel::run);
    connect(m_pause, &QPushButton::clicked, this, &PlanPanel::pause);
    connect(m_cancel, &QPushButton::clicked, &experiment, &HaystackExperiment::cancel);
    connect(&experiment, &HaystackExperiment::planChanged, this, &PlanPanel::showPlan);
    connect(&experiment, &HaystackExperiment::estimateChanged, this, &PlanPanel::showCost);
    connect(&experiment, &HaystackExperiment::planTaken, this, &PlanPanel::leaveBuilder);
    connect(&experiment, &HaystackExperiment::resultsChanged, this, &PlanPanel::showState);
    connect(&experiment, &HaystackExperiment::stateChanged, this, &PlanPanel::showState);
    connect(&session, &HaystackSession::needlesChanged, this, &PlanPanel::takeBuilder);
    connect(&session, &HaystackSession::modelChanged, this, &PlanPanel::takeBuilder);
    niah::Spec plan = firstPlan();
    plan.models = {builderModel()};
    experiment.setPlan(plan);
    showState();
}

QToolButton* PlanPanel::makeChoice(const QString& name)
{
    auto* button = new QToolButton(this);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setAccessibleName(name);
    button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    button->setFocusPolicy(Qt::StrongFocus);
    auto* menu = new QMenu(button);
    menu->setToolTipsVisible(true);
    button->setMenu(menu);
    return button;
}

QWidget* PlanPanel::addRow(QGridLayout* grid, const QString& name, QWidget* field)
{
    const int row = grid->rowCount();
    auto* label = new ElidedLabel(TextSize::Body, TextTone::Secondary);
    label->setText(name);
    if (field->accessibleName().isEmpty())
        field->setAccessibleName(name);
    grid->addWidget(label, row, 0);
    grid->addWidget(field, row, 1);
    return label;
}

QWidget* PlanPanel::makeFields()
{
    auto* fields = new QWidget;
    auto* grid = new QGridLayout(fields);
    grid->setContentsMargins(kInset, 0, kInset, 6);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnMinimumWidth(0, 66);
    grid->setColumnStretch(1, 1);
    m_preset->addItem(tr("Of my own"));
    for (const QString& name : presetChoices())
        m_preset->addItem(presetTitle(name), name);
    m_preset->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_lengths->setToolTip(tr("Of the whole, with commas: “10.24, 50 s, 5 min, 2.5 h”"));
    m_positions->setToolTip(tr("Where the needle begins, with commas, from 0 (the start) to 1 (the end)"));
    m_ratios->setToolTip(
        tr("Loudness of the needle over that of the haystack in dB, with commas; silence has none, and "
           "“none” leaves a recording as loud as it is"));
    addRow(grid, tr("Preset"), m_preset);
    addRow(grid, tr("Needles"), m_needles);
    m_limit->setRange(0, kMostLimit);
    m_limit->setSpecialValueText(tr("all"));
    m_limit->setKeyboardTracking(false);
    m_limit->setAccessibleName(tr("Needles of the list, at most"));
    m_limitName = addRow(grid, tr("At most"), m_limit);
    addRow(grid, tr("Models"), m_models);
    addRow(grid, tr("Lengths"), m_lengths);
    addRow(grid, tr("Positions"), m_positions);
    addRow(grid, tr("SNR, dB"), m_ratios);
    addRow(grid, tr("Haystacks"), m_haystacks);
    m_insertion->setAccessibleName(tr("How the needle is put in"));
    addRow(grid, tr("Put in"), m_insertion);
    addRow(grid, tr("Pooling"), m_poolings);
    grid->setRowStretch(grid->rowCount(), 1);

    makeHaystacks();
    for (const Pooling pooling : allPoolings()) {
        QAction* action = m_poolings->menu()->addAction(poolingName(pooling));
        action->setCheckable(true);
        action->setData(static_cast<int>(pooling));
        connect(action, &QAction::triggered, this, &PlanPanel::takeFields);
    }
    connect(m_limit, &QSpinBox::valueChanged, this, &PlanPanel::takeFields);
    connect(m_needles->menu()->addAction(tr("Those of the builder")), &QAction::triggered, this,
            &PlanPanel::followBuilder);
    connect(m_needles->menu()->addAction(tr("A list of clips…")), &QAction::triggered, this, &PlanPanel::chooseList);
    connect(m_preset, &QComboBox::activated, this, &PlanPanel::takePreset);
    for (QLineEdit* field : {m_lengths, m_positions, m_ratios}) {
        connect(field, &QLineEdit::editingFinished, this, &PlanPanel::takeFields);
        connect(field, &QLineEdit::textEdited, this, [this] { m_preset->setCurrentIndex(0); });
    }
    return fields;
}

void PlanPanel::run()
{
    if (!m_run->isEnabled())
        return;
    if (m_experiment.folder().isEmpty())
        m_experiment.runAnew(
            QDir(m_folder).filePath(QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HH-mm-ss"))));
    else
        m_experiment.run(m_experiment.folder());
}

void PlanPanel::pause()
{
    m_experiment.pause();
}

} // namespace dass
