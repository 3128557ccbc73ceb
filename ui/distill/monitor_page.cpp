#include "ui/distill/monitor_page.h"

#include "app/distill/run_list.h"
#include "app/session/settings.h"
#include "ui/distill/curves_view.h"
#include "ui/distill/distill_actions.h"
#include "ui/distill/plain_table.h"
#include "ui/distill/recipe_panel.h"
#include "ui/distill/run_head.h"
#include "ui/distill/runs_panel.h"
#include "ui/style/icons.h"
#include "ui/style/studio_style.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/search_field.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace dass {

namespace {

constexpr int kLeft = 272;
constexpr int kEpochsWidth = 256;
constexpr int kToolRow = 32;
constexpr const char* kColumnsKey = "distill_columns";
constexpr const char* kRowsKey = "distill_rows";
constexpr const char* kBottomKey = "distill_bottom";

struct TitleRow
{
    QWidget* row = nullptr;
    ElidedLabel* name = nullptr;
    ElidedLabel* hint = nullptr;
};

TitleRow makeTitleRow(const QString& title, const QList<QWidget*>& controls)
{
    TitleRow made{new QWidget};
    made.row->setFixedHeight(kToolRow);
    auto* layout = new QHBoxLayout(made.row);
    layout->setContentsMargins(Panel::kInset, 0, Panel::kInset, 0);
    layout->setSpacing(8);
    made.name = new ElidedLabel(made.row);
    made.name->setWeight(QFont::DemiBold);
    made.name->setText(title);
    made.hint = new ElidedLabel(TextSize::Body, TextTone::Secondary, made.row);
    made.hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    layout->addWidget(made.name);
    layout->addWidget(made.hint, 1);
    for (QWidget* control : controls)
        layout->addWidget(control);
    return made;
}

QWidget* stacked(const QList<QWidget*>& widgets)
{
    auto* column = new QWidget;
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (QWidget* widget : widgets)
        layout->addWidget(widget, widget == widgets.last() ? 1 : 0);
    return column;
}

} // namespace

MonitorPage::MonitorPage(RunList& list, Settings& settings, const DistillActions& actions, QWidget* parent)
    : QWidget(parent), m_list(list), m_settings(settings), m_runs(new RunsPanel(list)), m_recipe(new RecipePanel),
      m_head(new RunHead({actions.pause, actions.stop, actions.resume, actions.use, actions.test})),
      m_curves(new CurvesView), m_smoothing(new QComboBox), m_tracks(new QMenu(this)),
      m_epochs(new PlainTable({{tr("Epoch"), true}, {tr("mAP, %"), true}, {tr("mAUC"), true}, {tr("d′"), true}}, this)),
      m_classes(new PlainTable({{tr("Class")},
                                {tr("Clips"), true},
                                {tr("Student AP, %"), true},
                                {tr("Teacher AP, %"), true},
                                {tr("Change, points"), true}},
                               this)),
      m_confusions(new PlainTable({{tr("Clips of")}, {tr("taken for")}, {tr("Clips"), true}}, this)),
      m_log(new PlainTable({{tr("Time")}, {tr("Message")}}, this)), m_columns(new QSplitter(Qt::Horizontal)),
      m_rows(new QSplitter(Qt::Vertical)), m_bottom(new QSplitter(Qt::Horizontal))
{
    m_bottom->addWidget(makeClasses());
    m_bottom->addWidget(makeLog());
    m_bottom->setChildrenCollapsible(false);
    m_bottom->setSizes({600, 520});
    m_rows->addWidget(stacked({m_head, makeCurves()}));
    m_rows->addWidget(m_bottom);
    m_rows->setStretchFactor(0, 1);
    m_rows->setChildrenCollapsible(false);
    m_rows->setSizes({560, 270});
    auto* left = new QWidget;
    auto* leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, 0, 0, 0);
    leftLayout->setSpacing(0);
    leftLayout->addWidget(m_runs, 1);
    leftLayout->addWidget(new Hairline(Qt::Horizontal));
    leftLayout->addWidget(m_recipe);
    m_columns->addWidget(left);
    m_columns->addWidget(m_rows);
    m_columns->setStretchFactor(1, 1);
    m_columns->setCollapsible(1, false);
    left->setMinimumWidth(200);
    m_columns->setSizes({kLeft, 10000});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_columns);
    m_columns->restoreState(settings.layout(kColumnsKey));
    m_rows->restoreState(settings.layout(kRowsKey));
    m_bottom->restoreState(settings.layout(kBottomKey));

    connect(m_runs, &RunsPanel::selectionChanged, this, &MonitorPage::watchSelected);
    connect(&list, &RunList::changed, this, &MonitorPage::showRun);
    connect(&list, &RunList::detailsChanged, this, [this](const QString& folder) {
        if (folder == m_runs->current())
            showDetails();
        showCurves();
    });
    watchSelected();
}

void MonitorPage::saveLayout() const
{
    m_settings.setLayout(kColumnsKey, m_columns->saveState());
    m_settings.setLayout(kRowsKey, m_rows->saveState());
    m_settings.setLayout(kBottomKey, m_bottom->saveState());
}

QWidget* MonitorPage::makeCurves()
{
    for (const CurveTrack track : kCurveTracks) {
        const QString unit = trackUnit(track);
        QAction* action = m_tracks->addAction(
            unit.isEmpty() || track == CurveTrack::Loss ? trackName(track) : tr("%1 (%2)").arg(trackName(track), unit));
        action->setCheckable(true);
        action->setData(static_cast<int>(track));
        const bool usual = track == CurveTrack::Loss || track == CurveTrack::LearningRate ||
                           track == CurveTrack::MeanPrecision || track == CurveTrack::Speed;
        const QString key = QStringLiteral("curve_") + QLatin1String(trackId(track));
        const bool turned = !m_settings.panelShown(key); // from what is usual
        action->setChecked(usual != turned);
        connect(action, &QAction::toggled, this, [this, key, usual](bool on) {
            m_settings.setPanelShown(key, on == usual);
            m_curves->setTracks(shownTracks());
        });
    }
    auto* choose = new QToolButton;
    choose->setText(tr("Curves"));
    choose->setMenu(m_tracks);
    choose->setPopupMode(QToolButton::InstantPopup);
    choose->setFocusPolicy(Qt::TabFocus);
    choose->setAutoRaise(true);
    choose->setToolTip(tr("Which curves are drawn"));
    m_smoothing->setProperty(styleproperty::kToolRow, true);
    m_smoothing->setAccessibleName(tr("Smoothing"));
    m_smoothing->setToolTip(tr("Mean over so many steps; single values stay visible behind it"));
    m_smoothing->addItem(tr("not smoothed"), 0);
    for (const int steps : {10, 50, 200, 1000, 5000})
        m_smoothing->addItem(tr("mean of %1 steps").arg(steps), steps);
    m_smoothing->setCurrentIndex(2);
    connect(m_smoothing, &QComboBox::currentIndexChanged, this,
            [this] { m_curves->setSmoothing(m_smoothing->currentData().toInt()); });
    m_curves->setSmoothing(m_smoothing->currentData().toInt());
    m_curves->setTracks(shownTracks());
    auto* all = makeIconButton(Icon::ZoomFit, tr("All epochs"), this);
    connect(all, &QToolButton::clicked, m_curves, &CurvesView::showAll);

    const TitleRow title = makeTitleRow(tr("Training"), {m_smoothing, choose, all});
    title.hint->setText(tr("select several runs to compare them"));
    auto* table = makeTableView(m_epochs, tr("Epochs"), this);
    for (int column = 0; column < 4; ++column)
        table->header()->setSectionResizeMode(column, QHeaderView::Stretch);
    auto* columns = new QWidget;
    auto* layout = new QHBoxLayout(columns);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(stacked({new Hairline(Qt::Horizontal), title.row, m_curves}), 1);
    const TitleRow epochsTitle = makeTitleRow(tr("Epochs"), {});
    m_epochsHint = epochsTitle.hint;
    QWidget* epochs = stacked({new Hairline(Qt::Horizontal), epochsTitle.row, table});
    epochs->setFixedWidth(kEpochsWidth);
    layout->addWidget(new Hairline(Qt::Vertical));
    layout->addWidget(epochs);
    return columns;
}

QWidget* MonitorPage::makeClasses()
{
    m_findClass = new SearchField(tr("Find a class"), {}, this);
    m_findClass->setProperty(styleproperty::kToolRow, true);
    m_findClass->setFixedWidth(150);
    m_findClass->setAccessibleName(m_findClass->placeholderText());
    connect(m_findClass, &QLineEdit::textChanged, this, &MonitorPage::fillClasses);
    m_classesView = makeTableView(m_classes, tr("Classes"), this);
    m_classesView->setSortingEnabled(true);
    m_classesView->sortByColumn(1, Qt::DescendingOrder);
    m_classesView->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_classesView->header()->resizeSection(1, 84);
    m_classesView->header()->resizeSection(2, 160);
    m_classesView->header()->resizeSection(3, 104);
    m_classesView->header()->resizeSection(4, 112);
    m_confusionsView = makeTableView(m_confusions, tr("Confusions"), this);
    m_confusionsView->setToolTip(tr("Evaluation clips with one label that got a higher probability for another class"));
    m_confusionsView->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_confusionsView->header()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_confusionsView->header()->resizeSection(2, 56);
    auto* tables = new QStackedWidget; // one at a time: beside each other both would be cut
    tables->addWidget(m_classesView);
    tables->addWidget(m_confusionsView);
    auto* confusions = new HintButton(tr("Confusions"));
    confusions->setProperty(styleproperty::kToolRow, true);
    confusions->setCheckable(true);
    confusions->setToolTip(m_confusionsView->toolTip());
    const TitleRow title = makeTitleRow(tr("Classes"), {confusions, m_findClass});
    m_classesHint = title.hint;
    connect(confusions, &QPushButton::toggled, this, [this, tables, name = title.name](bool on) {
        tables->setCurrentIndex(on ? 1 : 0);
        name->setText(on ? tr("Confusions") : tr("Classes"));
        m_findClass->setVisible(!on);
        showClassesHint();
    });
    return stacked({title.row, tables});
}

QWidget* MonitorPage::makeLog()
{
    m_logView = makeTableView(m_log, tr("Log"), this);
    m_logView->setHeaderHidden(true);
    m_logView->header()->resizeSection(0, 72);
    m_logView->header()->setSectionResizeMode(1, QHeaderView::Stretch);
    auto* copy = new HintButton(tr("Copy"));
    copy->setProperty(styleproperty::kToolRow, true);
    copy->setIcon(themedIcon(Icon::Copy));
    copy->setToolTip(tr("Copy the log as text"));
    connect(copy, &QPushButton::clicked, this, [this] {
        QStringList lines;
        for (int row = 0; row < m_log->rowCount(); ++row)
            lines << m_log->index(row, 0).data().toString() + ' ' + m_log->index(row, 1).data().toString();
        QApplication::clipboard()->setText(lines.join('\n'));
    });
    const TitleRow title = makeTitleRow(tr("Log"), {copy});
    m_logHint = title.hint;
    return stacked({title.row, m_logView});
}

QList<CurveTrack> MonitorPage::shownTracks() const
{
    QList<CurveTrack> tracks;
    for (const QAction* action : m_tracks->actions())
        if (action->isChecked())
            tracks << static_cast<CurveTrack>(action->data().toInt());
    return tracks;
}

void MonitorPage::watchSelected()
{
    const QStringList selected = m_runs->selected();
    if (selected != m_list.watched())
        m_list.watch(selected);
    showRun();
    showDetails();
    showCurves();
}

} // namespace dass
