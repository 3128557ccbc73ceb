#include "ui/analyze/events_panel.h"

#include "app/session/analyze_session.h"
#include "ui/analyze/events_delegate.h"
#include "ui/analyze/events_filter_bar.h"
#include "ui/analyze/events_model.h"
#include "ui/widgets/elided_label.h"

#include <QEvent>
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace dass {

namespace {

constexpr int kColumnWidths[] = {96, 96, 84, 240, 140, 120, 124, 44};

} // namespace

EventsPanel::EventsPanel(AnalyzeSession& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_model(new EventsModel(session, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    m_filter = new EventsFilterBar(this);
    layout->addWidget(m_filter);
    makeTable();
    connectTable();
    layout->addWidget(m_table, 1);
    connect(m_filter, &EventsFilterBar::changed, this, &EventsPanel::applyFilter);
    connect(m_filter, &EventsFilterBar::leaveWanted, m_table, qOverload<>(&QWidget::setFocus));
    connect(&session, &AnalyzeSession::digestChanged, this, &EventsPanel::updateWords);
    connect(&session, &AnalyzeSession::currentChanged, this, [this] {
        m_selected.reset();
        m_leftAt.reset();
        updateWords();
    });
    connect(&session, &AnalyzeSession::viewSettingsChanged, this, &EventsPanel::updateWords);
    connect(&session.corrections(), &EventCorrections::edited, this, &EventsPanel::follow);
    updateWords();
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
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setAccessibleName(tr("Events"));
    QHeaderView* header = m_table->header();
    header->setStretchLastSection(false);
    for (int column = 0; column < EventsModel::ColumnCount; ++column)
        header->resizeSection(column, kColumnWidths[column]);
    header->setSectionResizeMode(EventsModel::Tag, QHeaderView::Stretch);
    header->setSectionsMovable(false);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(EventsModel::Start, Qt::AscendingOrder);
    m_table->viewport()->installEventFilter(this);
}

void EventsPanel::connectTable()
{
    connect(m_model, &EventsModel::rowsAboutToBeReplaced, this, [this](int count) {
        m_restoring = true;
        if (const int row = selectedRow(); row >= 0)
            m_leftAt = row;
        if (m_table->currentIndex().row() >= count) // it goes, and the table would make another one current
            selectRow(-1);
    });
    connect(m_model, &EventsModel::rowsReplaced, this, [this] {
        m_restoring = false;
        restoreSelection();
        m_filterChanged = false;
        updateWords();
        emit orderChanged();
    });
    // Told by the model it would have the table go through every row; only those on the screen have colours to change.
    connect(&m_session.tags(), &TagChoice::changed, m_table->viewport(), qOverload<>(&QWidget::update));
    connect(&m_session, &AnalyzeSession::clockChanged, m_table->viewport(), qOverload<>(&QWidget::update));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& index) {
        if (m_restoring || !index.isValid() || index.row() >= m_model->rowCount())
            return;
        m_toldByPress = true;
        m_leftAt.reset();
        m_selected = m_model->event(index.row());
        emit eventSelected(*m_selected);
    });
    connect(m_table, &QTreeView::clicked, this, [this](const QModelIndex& index) {
        if (index.column() == EventsModel::Play)
            emit playRequested(m_model->event(index.row()));
        else if (!m_toldByPress) // the row was current before
            emit eventSelected(m_model->event(index.row()));
    });
    connect(m_table, &QTreeView::doubleClicked, this, [this](const QModelIndex& index) {
        if (!(index.flags() & Qt::ItemIsEditable)) // there it opens a field
            emit playRequested(m_model->event(index.row()));
    });
    connect(m_table, &QTreeView::customContextMenuRequested, this, [this](const QPoint& position) {
        if (selectedRow() >= 0)
            emit contextMenuRequested(m_table->viewport()->mapToGlobal(position));
    });
}

bool EventsPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_count && event->type() == QEvent::Resize)
        showCount();
    else if (watched == m_table->viewport() && event->type() == QEvent::MouseButtonPress)
        m_toldByPress = false;
    else if (watched == m_table->viewport() && event->type() == QEvent::MouseButtonDblClick)
        m_toldByPress = true; // its release is a click too
    return QWidget::eventFilter(watched, event);
}

QWidget* EventsPanel::table() const
{
    return m_table;
}

int EventsPanel::selectedRow() const
{
    return m_selected ? m_model->rowOf(*m_selected) : -1;
}

// After rows have come, gone or moved: the chosen event may have grown, and stands elsewhere. One that a correction has
// taken out of a filtered table stays the chosen one, of which more can be said; Tab goes on from where it stood.
void EventsPanel::restoreSelection()
{
    if (!m_selected)
        return;
    const int row = selectedRow();
    if (row >= 0) {
        m_selected = m_model->event(row);
        m_leftAt.reset();
    } else if (!m_model->awaitsCorrections() && (m_filterChanged || !m_model->holds(*m_selected))) {
        m_selected.reset(); // else its row may be still to come
        m_leftAt.reset();
    }
    selectRow(row);
}

void EventsPanel::applyFilter()
{
    m_filterButton->setChecked(!m_filter->isHidden());
    if (m_filter->filter() == m_model->filter())
        return;
    m_filterChanged = true;
    m_model->setFilter(m_filter->filter());
    updateWords();
}

void EventsPanel::editFilter()
{
    m_filter->open();
}

// The chosen event stays chosen when it becomes another one; one that was added becomes the chosen one.
void EventsPanel::follow(const Event& before, const Event& after)
{
    const auto same = [](const Event& a, const Event& b) {
        return a.startSample == b.startSample && a.endSample == b.endSample && a.classIndex == b.classIndex;
    };
    const bool stays = m_selected && same(*m_selected, before);
    if (!same(before, after) && !stays)
        return;
    if (!stays)
        m_leftAt.reset();
    m_selected = after;
    selectRow(selectedRow()); // none until its row is there
}

void EventsPanel::editStart()
{
    edit(EventsModel::Start);
}

void EventsPanel::editEnd()
{
    edit(EventsModel::End);
}

void EventsPanel::edit(int column)
{
    const int row = selectedRow();
    if (row < 0)
        return;
    m_table->scrollTo(m_model->index(row, column));
    m_table->edit(m_model->index(row, column));
}

// Without telling, and without scrolling: the person may be looking at other rows.
void EventsPanel::selectRow(int row)
{
    const QScopedValueRollback restoring(m_restoring, true);
    m_table->setAutoScroll(false);
    m_table->setCurrentIndex(row < 0 ? QModelIndex() : m_model->index(row, 0));
    m_table->setAutoScroll(true);
}

// The row behind the chosen event; of one that has left a filtered table that where it stood.
int EventsPanel::nextRow() const
{
    const int current = selectedRow();
    return current < 0 && m_leftAt ? *m_leftAt : current + 1;
}

int EventsPanel::previousRow() const
{
    const int current = selectedRow();
    return current < 0 && m_leftAt ? std::min(*m_leftAt, m_model->rowCount()) - 1 : current - 1;
}

void EventsPanel::selectNext(std::int64_t from)
{
    const int last = m_model->rowCount() - 1;
    int row = nextRow();
    if (selectedRow() < 0 && !m_leftAt)
        while (row < last && m_model->event(row).startSample < from)
            ++row;
    if (row < m_model->rowCount())
        m_table->setCurrentIndex(m_model->index(row, 0));
}

void EventsPanel::selectPrevious(std::int64_t from)
{
    int row = previousRow();
    if (selectedRow() < 0 && !m_leftAt) {
        row = m_model->rowCount() - 1;
        while (row > 0 && m_model->event(row).startSample >= from)
            --row;
    }
    if (row >= 0)
        m_table->setCurrentIndex(m_model->index(row, 0));
}

bool EventsPanel::hasNext() const
{
    return nextRow() < m_model->rowCount();
}

bool EventsPanel::hasPrevious() const
{
    return selectedRow() < 0 && !m_leftAt ? m_model->rowCount() > 0 : previousRow() >= 0;
}

std::optional<Event> EventsPanel::selected() const
{
    return m_selected;
}

void EventsPanel::clearSelection()
{
    m_selected.reset();
    m_leftAt.reset();
    selectRow(-1);
    m_table->clearSelection();
}

} // namespace dass
