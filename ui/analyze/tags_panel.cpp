#include "ui/analyze/tags_panel.h"

#include "app/session/analyze_session.h"
#include "ui/analyze/heat_scale.h"
#include "ui/analyze/tags_delegate.h"
#include "ui/analyze/tags_model.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/studio_style.h"
#include "ui/style/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/search_field.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QSlider>
#include <QSortFilterProxyModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace dass {

namespace {

constexpr int kThresholdColumn = 76;
constexpr int kMaximumColumn = 46;
constexpr int kTreeInset = 6; // left of the top level's chevrons
constexpr int kRowChoices[] = {5, 10, 15, 20};

} // namespace

TagsPanel::TagsPanel(AnalyzeSession& session, QWidget* parent)
    : Panel(tr("Tags"), parent), m_session(session), m_model(new TagsModel(session, this)),
      m_filter(new QSortFilterProxyModel(this))
{
    m_filter->setSourceModel(m_model);
    m_filter->setRecursiveFilteringEnabled(true);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    body()->addWidget(makeSearch());
    makeTree();
    auto* treeRow = new QHBoxLayout;
    treeRow->setContentsMargins(kTreeInset, 0, 4, 0); // numbers end at the inset
    treeRow->addWidget(m_tree);
    body()->addLayout(treeRow, 1000); // all the room that its rows need
    m_words =
        new QLabel(tr("Probabilities appear while a recording is being tagged. Tick a tag to draw its curve."), this);
    m_words->setFont(textFont(TextSize::Label));
    m_words->setForegroundRole(QPalette::PlaceholderText);
    m_words->setWordWrap(true);
    m_words->setContentsMargins(kInset, 8, kInset, 8);
    body()->addWidget(m_words);
    body()->addStretch(1);
    body()->addWidget(new Hairline(Qt::Horizontal, this));
    body()->addWidget(makeControls());

    connect(&session.tags(), &TagChoice::changed, this, &TagsPanel::showChosen);
    connect(&session.tags(), &TagChoice::changed, this, &TagsPanel::updateHint);
    connect(&session, &AnalyzeSession::labelsChanged, this, &TagsPanel::updateHint);
    connect(&session, &AnalyzeSession::digestChanged, this, &TagsPanel::updateHint);
    connect(&session, &AnalyzeSession::viewSettingsChanged, this, &TagsPanel::showSettings);
    updateHint();
    showSettings();
}

QWidget* TagsPanel::makeSearch()
{
    auto* row = new QWidget(this);
    auto* layout = new QVBoxLayout(row);
    layout->setContentsMargins(kInset, 4, kInset, 4);
    m_search = new SearchField(tr("Find a tag"), tr("Ctrl+F"), row);
    layout->addWidget(m_search);
    connect(m_search, &QLineEdit::textChanged, this, &TagsPanel::search);
    return row;
}

void TagsPanel::makeTree()
{
    m_tree = new QTreeView(this);
    m_tree->setModel(m_filter);
    m_tree->setItemDelegate(new TagsDelegate(m_tree));
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setMouseTracking(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setSelectionMode(QAbstractItemView::NoSelection);
    m_tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setAccessibleName(tr("Tags"));
    // The tree lies on the panel, not on a sheet of its own.
    m_tree->setBackgroundRole(QPalette::Window);
    m_tree->viewport()->setBackgroundRole(QPalette::Window);
    QHeaderView* header = m_tree->header();
    header->setProperty(styleproperty::kOnPanel, true);
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(20);
    header->setSectionResizeMode(TagsModel::Name, QHeaderView::Stretch);
    header->setSectionResizeMode(TagsModel::Threshold, QHeaderView::Fixed);
    header->setSectionResizeMode(TagsModel::Maximum, QHeaderView::Fixed);
    header->resizeSection(TagsModel::Threshold, kThresholdColumn);
    header->resizeSection(TagsModel::Maximum, kMaximumColumn);
    header->setSectionsClickable(false);
    connect(m_tree, &QTreeView::expanded, this, &TagsPanel::fitTree);
    connect(m_tree, &QTreeView::collapsed, this, &TagsPanel::fitTree);
}

QWidget* TagsPanel::makeControls()
{
    auto* box = new QWidget(this);
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(kInset, 8, kInset, 10);
    grid->setVerticalSpacing(6);
    auto* thresholdLabel = new QLabel(tr("&Threshold"), box);
    m_threshold = new QDoubleSpinBox(box);
    m_threshold->setRange(0, 1);
    m_threshold->setDecimals(2);
    m_threshold->setSingleStep(0.01);
    m_threshold->setAlignment(Qt::AlignRight);
    m_threshold->setKeyboardTracking(false);
    m_threshold->setFixedWidth(56);
    m_threshold->setToolTip(tr("Probability from which a tag counts as heard"));
    thresholdLabel->setBuddy(m_threshold);
    m_slider = new QSlider(Qt::Horizontal, box);
    m_slider->setRange(0, 100);
    m_slider->setPageStep(10);
    m_slider->setFixedHeight(18);
    m_slider->setAccessibleName(tr("Threshold"));
    auto* stripLabel = new QLabel(tr("Heat strip"), box);
    m_rows = new QComboBox(box);
    for (const int rows : kRowChoices)
        m_rows->addItem(tr("top %1").arg(rows), rows);
    m_rows->setAccessibleName(tr("Tags in the heat strip"));
    auto* words = new ElidedLabel(TextSize::Label, TextTone::Secondary, box);
    words->setText(tr("Acts at once on the stored probabilities."));
    grid->addWidget(thresholdLabel, 0, 0);
    grid->addWidget(m_threshold, 0, 1, 1, 2, Qt::AlignRight);
    grid->addWidget(m_slider, 1, 0, 1, 3);
    grid->addWidget(stripLabel, 2, 0);
    grid->addWidget(new HeatScale(box), 2, 1, Qt::AlignRight);
    grid->addWidget(m_rows, 2, 2, Qt::AlignRight);
    grid->addWidget(words, 3, 0, 1, 3);
    grid->setColumnStretch(1, 1);
    connect(m_threshold, &QDoubleSpinBox::valueChanged, this, &TagsPanel::setThreshold);
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) { setThreshold(value / 100.0); });
    connect(m_rows, &QComboBox::currentIndexChanged, this, [this] {
        ViewSettings view = m_session.viewSettings();
        view.heatStripRows = m_rows->currentData().toInt();
        m_session.setViewSettings(view);
    });
    return box;
}

void TagsPanel::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void TagsPanel::search(const QString& words)
{
    m_filter->setFilterFixedString(words.trimmed());
    if (words.trimmed().isEmpty()) {
        m_tree->collapseAll();
        showChosen();
    } else {
        m_tree->expandAll();
    }
}

void TagsPanel::showChosen()
{
    if (!m_search->text().isEmpty())
        return;
    for (const TagChoice::Chosen& tag : m_session.tags().chosen()) {
        QModelIndex index = m_filter->mapFromSource(m_model->indexOfClass(tag.classIndex)).parent();
        for (; index.isValid(); index = index.parent())
            m_tree->expand(index);
    }
}

void TagsPanel::setThreshold(double threshold)
{
    ViewSettings view = m_session.viewSettings();
    view.threshold = threshold;
    m_session.setViewSettings(view);
}

void TagsPanel::showSettings()
{
    const ViewSettings& view = m_session.viewSettings();
    const QSignalBlocker blockSlider(m_slider);
    const QSignalBlocker blockField(m_threshold);
    const QSignalBlocker blockRows(m_rows);
    m_threshold->setValue(view.threshold);
    m_slider->setValue(qRound(view.threshold * 100));
    m_rows->setCurrentIndex(std::max(0, m_rows->findData(view.heatStripRows)));
}

void TagsPanel::updateHint()
{
    const auto classes = m_session.labels().classes();
    const auto drawn = m_session.tags().chosen().size();
    setHint(drawn == 0 ? tr("%1 tags").arg(classes) : tr("%1 of %2 drawn").arg(drawn).arg(classes));
    m_words->setVisible(m_session.digest().summary.empty());
    m_tree->setColumnHidden(TagsModel::Threshold, drawn == 0);
    fitTree();
}

// Until there are results the words stand right below the last row.
void TagsPanel::fitTree()
{
    if (m_words->isHidden()) {
        m_tree->setMaximumHeight(QWIDGETSIZE_MAX);
        return;
    }
    int rows = 0;
    for (QModelIndex row = m_filter->index(0, 0); row.isValid(); row = m_tree->indexBelow(row))
        ++rows;
    m_tree->setMaximumHeight(m_tree->header()->height() + rows * TagsDelegate::kRow);
}

} // namespace dass
