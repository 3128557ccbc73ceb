#include "ui/haystack/plan_panel.h"

#include "app/haystack/haystack_session.h"
#include "app/haystack/number_list.h"
#include "ui/haystack/haystack_words.h"
#include "ui/style/studio_style.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/text_format.h"

#include <QComboBox>
#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QLineEdit>
#include <QMenu>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace dass {

namespace {

// With the example's needles and the bundled model, something is lost, and two cores need less than a minute.
niah::Spec firstPlan()
{
    niah::Spec plan;
    plan.lengths = {1024, 6000, 24000};
    plan.positions = {0, 0.5, 1};
    plan.haystacks = {{niah::HaystackKind::White, {}, 1, {}}, {niah::HaystackKind::Zero, {}, 1, {}}};
    plan.snrDb = {-10};
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
      m_poolings(makeChoice(tr("Pooling"))), m_needles(makeChoice(tr("Needles of the experiment"))),
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
    connect(&experiment, &HaystackExperiment::resultsChanged, this, &PlanPanel::showCost);
    connect(&experiment, &HaystackExperiment::stateChanged, this, &PlanPanel::showState);
    connect(&session, &HaystackSession::needlesChanged, this, &PlanPanel::takeBuilder);
    connect(&session, &HaystackSession::modelChanged, this, &PlanPanel::takeBuilder);
    niah::Spec plan = firstPlan();
    plan.models = {{session.model().toStdU16String(), {}, {}}};
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

void PlanPanel::addRow(QGridLayout* grid, const QString& name, QWidget* field)
{
    const int row = grid->rowCount();
    auto* label = new ElidedLabel(TextSize::Body, TextTone::Secondary);
    label->setText(name);
    if (field->accessibleName().isEmpty())
        field->setAccessibleName(name);
    grid->addWidget(label, row, 0);
    grid->addWidget(field, row, 1);
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
    m_ratios->setToolTip(tr("Loudness of the needle over that of the haystack in dB, with commas; silence has none"));
    addRow(grid, tr("Preset"), m_preset);
    addRow(grid, tr("Needles"), m_needles);
    addRow(grid, tr("Models"), m_models);
    addRow(grid, tr("Lengths"), m_lengths);
    addRow(grid, tr("Positions"), m_positions);
    addRow(grid, tr("SNR, dB"), m_ratios);
    addRow(grid, tr("Haystacks"), m_haystacks);
    addRow(grid, tr("Pooling"), m_poolings);
    grid->setRowStretch(grid->rowCount(), 1);

    using Kind = niah::HaystackKind;
    for (const Kind kind : {Kind::Zero, Kind::White, Kind::Pink, Kind::Brown, Kind::Babble}) {
        QAction* action = m_haystacks->menu()->addAction(haystackName(kind));
        action->setCheckable(true);
        action->setData(static_cast<int>(kind));
        connect(action, &QAction::triggered, this, &PlanPanel::takeFields);
    }
    for (const Pooling pooling : allPoolings()) {
        QAction* action = m_poolings->menu()->addAction(poolingName(pooling));
        action->setCheckable(true);
        action->setData(static_cast<int>(pooling));
        connect(action, &QAction::triggered, this, &PlanPanel::takeFields);
    }
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

void PlanPanel::setModels(const std::vector<std::pair<QString, QString>>& models)
{
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
    showPlan();
}

void PlanPanel::takePreset(int index)
{
    const QString name = m_preset->itemData(index).toString();
    if (name.isEmpty())
        return;
    m_experiment.setPlan(withPreset(m_experiment.plan(), name));
    m_preset->setCurrentIndex(index);
}

void PlanPanel::followBuilder()
{
    m_follows = true;
    m_ownModels = false;
    takeBuilder();
}

void PlanPanel::takeBuilder()
{
    if (!m_follows || m_experiment.isRunning() || m_experiment.results())
        return;
    niah::Spec plan = m_experiment.plan();
    plan.needles = {};
    plan.needles.files = needleFiles(m_session.needles());
    if (!m_ownModels)
        plan.models = {{m_session.model().toStdU16String(), {}, {}}};
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
    if (file.isEmpty())
        return;
    m_follows = false;
    niah::Spec plan = m_experiment.plan();
    plan.needles = {};
    plan.needles.list = file.toStdU16String();
    plan.needles.limit = 200;
    plan.needles.choiceSeed = 1;
    m_experiment.setPlan(plan);
}

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
    QStringList names;
    for (QAction* action : m_haystacks->menu()->actions()) {
        const auto kind = static_cast<niah::HaystackKind>(action->data().toInt());
        action->setChecked(std::any_of(plan.haystacks.begin(), plan.haystacks.end(),
                                       [&](const niah::HaystackSpec& haystack) { return haystack.kind == kind; }));
    }
    for (const niah::HaystackSpec& haystack : plan.haystacks)
        names << haystackName(haystack.kind);
    const auto showOn = [this](QToolButton* button, const QString& text) {
        button->setText(button->fontMetrics().elidedText(text, Qt::ElideRight, 108));
        button->setToolTip(text);
    };
    showOn(m_haystacks, names.join(QStringLiteral(", ")));
    names.clear();
    for (QAction* action : m_models->menu()->actions()) {
        const std::filesystem::path path = action->data().toString().toStdU16String();
        action->setChecked(std::any_of(plan.models.begin(), plan.models.end(),
                                       [&](const niah::ModelEntry& model) { return model.path == path; }));
        if (action->isChecked())
            names << action->text();
    }
    showOn(m_models, names.isEmpty() ? tr("the builder's") : names.join(QStringLiteral(", ")));
    names.clear();
    for (QAction* action : m_poolings->menu()->actions()) {
        const auto pooling = static_cast<Pooling>(action->data().toInt());
        action->setChecked(std::find(plan.pooling.begin(), plan.pooling.end(), pooling) != plan.pooling.end());
        if (action->isChecked())
            names << poolingName(pooling);
    }
    showOn(m_poolings, names.join(QStringLiteral(", ")));
    showOn(m_needles, !plan.needles.list.empty() ? QString::fromStdString(plan.needles.list.filename().string())
                      : plan.needles.files.size() == 1
                          ? tr("1 clip")
                          : tr("%n clips", nullptr, static_cast<int>(plan.needles.files.size())));
    m_needles->setToolTip(m_needles->toolTip() + '\n' +
                          tr("Each is hidden by itself, one in a mixture, as in the paper: the builder's ticks, places "
                             "and ratios have no part in it"));
    m_showing = false;
    showCost();
    showState();
}

void PlanPanel::showCost()
{
    const auto cells = plannedCells(m_experiment.plan());
    const auto& results = m_experiment.results();
    m_cells->setValue(results ? tr("%1, %2 done").arg(results->total()).arg(results->done()) : QString::number(cells));
    const auto& estimate = m_experiment.estimate();
    if (estimate) {
        m_cost->setValue(QStringLiteral("%1, %2").arg(longDurationText(estimate->seconds),
                                                      bytesText(static_cast<std::uint64_t>(estimate->memoryBytes))));
        m_cost->setToolTip(tr("%1 of memory and %2 of temporary files; measured by a few steps of the model")
                               .arg(bytesText(static_cast<std::uint64_t>(estimate->memoryBytes)),
                                    bytesText(static_cast<std::uint64_t>(estimate->scratchBytes))));
    } else {
        m_cost->setValue(!m_experiment.estimateError().isEmpty() ? tr("not known")
                         : m_experiment.isEstimating()           ? tr("being measured…")
                                                                 : QString(QChar(0x2013)));
        m_cost->setToolTip(m_experiment.estimateError());
    }
    m_cost->setNote(m_experiment.estimateError());
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
    const bool needles = !m_experiment.plan().needles.files.empty() || !m_experiment.plan().needles.list.empty();
    const bool goesOn = state == State::Paused || state == State::Cancelled || state == State::Failed;
    const QLineEdit* lists[] = {m_lengths, m_positions, m_ratios};
    const bool unread = std::ranges::any_of(
        lists, [](const QLineEdit* list) { return list->property(styleproperty::kInvalid).toBool(); });
    enableButtons(!running && !unread && needles && state != State::Finished, state == State::Running,
                  state == State::Running || state == State::Paused);
    m_run->setText(goesOn ? tr("Continue") : tr("Run"));
    m_run->setToolTip(running                    ? tr("The experiment is going on")
                      : unread                   ? tr("A list in red cannot be read")
                      : !needles                 ? tr("Add needles with labels first")
                      : state == State::Finished ? tr("It is finished; duplicate it for another one")
                      : goesOn ? tr("Go on with what is not scored yet, in %1").arg(m_experiment.folder())
                               : tr("Score every cell; results are kept in a folder as they come"));
    const bool fixed = running || m_experiment.results(); // another plan is another experiment
    for (QWidget* field : std::initializer_list<QWidget*>{m_preset, m_needles, m_models, m_lengths, m_positions,
                                                          m_ratios, m_haystacks, m_poolings})
        field->setEnabled(!fixed);
    setHint(fixed && !running ? tr("duplicate to change") : QString());
    showCost();
}

QString PlanPanel::newFolder() const
{
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HH-mm-ss"));
    QString name = stamp;
    for (int number = 2; QFileInfo::exists(QDir(m_folder).filePath(name)); ++number)
        name = stamp + QStringLiteral(" (%1)").arg(number);
    return QDir(m_folder).filePath(name);
}

void PlanPanel::run()
{
    if (!m_run->isEnabled())
        return;
    m_experiment.run(m_experiment.folder().isEmpty() ? newFolder() : m_experiment.folder());
}

void PlanPanel::pause()
{
    m_experiment.pause();
}

} // namespace dass
