#include "ui/analyze/events_panel.h"

#include "app/session/analyze_session.h"
#include "ui/analyze/events_delegate.h"
#include "ui/analyze/events_model.h"
#include "ui/style/icons.h"
#include "ui/style/studio_style.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/panel.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QTreeView>
#include <QVBoxLayout>

namespace dass {

namespace {

constexpr int kHeaderHeight = 32;
constexpr int kColumnWidths[] = {112, 100, 92, 300, 170, 124, 44};

} // namespace

EventsPanel::EventsPanel(AnalyzeSession& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_model(new EventsModel(session, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    makeTable();
    layout->addWidget(m_table, 1);
    connect(&session, &AnalyzeSession::digestChanged, this, [this] {
        if (m_selected && m_model->rowOf(*m_selected) < 0)
            m_selected.reset();
        else if (m_selected && !m_table->currentIndex().isValid())
            selectRow(m_model->rowOf(*m_selected));
        updateWords();
    });
    connect(&session, &AnalyzeSession::currentChanged, this, [this] {
        m_selected.reset();
        updateWords();
    });
    connect(&session, &AnalyzeSession::viewSettingsChanged, this, &EventsPanel::updateWords);
    updateWords();
}

QDoubleSpinBox* EventsPanel::makeSecondsField(const QString& name)
{
    auto* field = new QDoubleSpinBox(this);
    field->setProperty(styleproperty::kToolRow, true);
    field->setRange(0, 3600);
    field->setDecimals(1);
    field->setSingleStep(0.5);
    field->setSuffix(tr(" s"));
    field->setAlignment(Qt::AlignRight);
    field->setKeyboardTracking(false);
    field->setFixedWidth(58);
    field->setAccessibleName(name);
    return field;
}

QWidget* EventsPanel::makeHeader()
{
    auto* header = new QWidget(this);
    header->setFixedHeight(kHeaderHeight);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(Panel::kInset, 0, Panel::kInset, 0);
    row->setSpacing(8);
    auto* title = new ElidedLabel(header);
    title->setWeight(QFont::DemiBold);
    title->setText(tr("Events"));
    m_count = new ElidedLabel(TextSize::Body, TextTone::Secondary, header);
    auto* mergeLabel = new ElidedLabel(TextSize::Body, TextTone::Secondary, header);
    mergeLabel->setText(tr("Merge gaps up to"));
    m_merge = makeSecondsField(mergeLabel->text());
    m_merge->setToolTip(tr("Events of one tag with a gap of at most this are one event"));
    auto* shortestLabel = new ElidedLabel(TextSize::Body, TextTone::Secondary, header);
    shortestLabel->setText(tr("Shortest"));
    m_shortest = makeSecondsField(shortestLabel->text());
    m_shortest->setToolTip(tr("Events shorter than this are left out"));
    m_export = new HintButton(tr("Export…"), {}, header);
    m_export->setProperty(styleproperty::kToolRow, true);
    m_export->setIcon(themedIcon(Icon::Export));
    m_export->setToolTip(tr("Write events, frames or labels to files (Ctrl+E)"));
    row->addWidget(title);
    row->addWidget(m_count, 1);
    row->addWidget(mergeLabel);
    row->addWidget(m_merge);
    row->addSpacing(8);
    row->addWidget(shortestLabel);
    row->addWidget(m_shortest);
    row->addSpacing(4);
    row->addWidget(m_export);
    const auto apply = [this] {
        ViewSettings view = m_session.viewSettings();
        view.mergeGapSeconds = m_merge->value();
        view.minDurationSeconds = m_shortest->value();
        m_session.setViewSettings(view);
    };
    connect(m_merge, &QDoubleSpinBox::valueChanged, this, apply);
    connect(m_shortest, &QDoubleSpinBox::valueChanged, this, apply);
    connect(m_export, &QPushButton::clicked, this, &EventsPanel::exportRequested);
    return header;
}

void EventsPanel::makeTable()
{
    m_table = new QTreeView(this);
    m_table->setModel(m_model);
    m_table->setItemDelegate(new EventsDelegate(m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setMouseTracking(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setTabKeyNavigation(false);
    m_table->setAccessibleName(tr("Events"));
    QHeaderView* header = m_table->header();
    header->setStretchLastSection(false);
    for (int column = 0; column < EventsModel::ColumnCount; ++column)
        header->resizeSection(column, kColumnWidths[column]);
    header->setSectionResizeMode(EventsModel::Tag, QHeaderView::Stretch);
    header->setSectionsMovable(false);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(EventsModel::Start, Qt::AscendingOrder);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& index) {
        if (m_restoring || !index.isValid() || index.row() >= m_model->rowCount())
            return;
        m_selected = m_model->event(index.row());
        emit eventSelected(*m_selected);
    });
    connect(m_table, &QTreeView::clicked, this, [this](const QModelIndex& index) {
        if (index.column() == EventsModel::Play)
            emit playRequested(m_model->event(index.row()));
        else
            emit eventSelected(m_model->event(index.row()));
    });
    connect(m_table, &QTreeView::doubleClicked, this,
            [this](const QModelIndex& index) { emit playRequested(m_model->event(index.row())); });
}

void EventsPanel::selectRow(int row)
{
    m_restoring = true;
    m_table->setCurrentIndex(row < 0 ? QModelIndex() : m_model->index(row, 0));
    m_restoring = false;
}

void EventsPanel::selectNext(std::int64_t from)
{
    const int current = m_selected ? m_model->rowOf(*m_selected) : -1;
    int row = current + 1;
    if (current < 0)
        while (row < m_model->rowCount() && m_model->event(row).startSample < from)
            ++row;
    if (row < m_model->rowCount())
        m_table->setCurrentIndex(m_model->index(row, 0));
}

void EventsPanel::selectPrevious(std::int64_t from)
{
    const int current = m_selected ? m_model->rowOf(*m_selected) : -1;
    int row = current - 1;
    if (current < 0) {
        row = m_model->rowCount() - 1;
        while (row >= 0 && m_model->event(row).startSample >= from)
            --row;
    }
    if (row >= 0)
        m_table->setCurrentIndex(m_model->index(row, 0));
}

std::optional<Event> EventsPanel::selected() const
{
    return m_selected;
}

void EventsPanel::clearSelection()
{
    m_selected.reset();
    selectRow(-1);
    m_table->clearSelection();
}

void EventsPanel::updateWords()
{
    const ViewSettings& view = m_session.viewSettings();
    const QSignalBlocker blockMerge(m_merge);
    const QSignalBlocker blockShortest(m_shortest);
    m_merge->setValue(view.mergeGapSeconds);
    m_shortest->setValue(view.minDurationSeconds);
    const OpenRecording* recording = m_session.current();
    const bool has = recording && recording->hasResult();
    m_export->setEnabled(has);
    const auto count = m_session.digest().events.size();
    if (!has)
        m_count->setText(tr("none yet"));
    else if (view.allTags)
        m_count->setText(tr("%1 of all tags at or above threshold").arg(count));
    else
        m_count->setText(tr("%1 at or above threshold").arg(count));
}

} // namespace dass
