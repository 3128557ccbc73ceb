#include "ui/analyze/events_panel.h"

#include "app/session/analyze_session.h"
#include "ui/analyze/event_rules_form.h"
#include "ui/analyze/events_delegate.h"
#include "ui/analyze/events_model.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/studio_style.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/fitting_row.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/key_names.h"
#include "ui/widgets/panel.h"

#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace dass {

namespace {

constexpr int kHeaderHeight = 32;
constexpr int kFieldWidth = 58;
constexpr int kColumnWidths[] = {96, 96, 84, 240, 140, 120, 124, 44};

} // namespace

EventsPanel::EventsPanel(AnalyzeSession& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_model(new EventsModel(session, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    makeTable();
    connectTable();
    layout->addWidget(m_table, 1);
    connect(&session, &AnalyzeSession::digestChanged, this, &EventsPanel::updateWords);
    connect(&session, &AnalyzeSession::currentChanged, this, [this] {
        m_selected.reset();
        updateWords();
    });
    connect(&session, &AnalyzeSession::viewSettingsChanged, this, &EventsPanel::updateWords);
    connect(&session.corrections(), &EventCorrections::edited, this, &EventsPanel::follow);
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
    field->setFixedWidth(kFieldWidth);
    field->setAccessibleName(name);
    return field;
}

QWidget* EventsPanel::makeHeader()
{
    // What goes first in a narrow window: words, whose fields have tool tips, then what is seen anyway.
    constexpr int kWords = 1;
    constexpr int kTitle = 2;
    constexpr int kFields = 3;
    auto* header = new FittingRow(this);
    header->setFixedHeight(kHeaderHeight);
    header->row()->setContentsMargins(Panel::kInset, 0, Panel::kInset, 0);
    header->row()->setSpacing(8);
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
    auto* topLabel = new ElidedLabel(TextSize::Body, TextTone::Secondary, header);
    topLabel->setText(tr("Tags at a time"));
    m_topK = new QSpinBox(this);
    m_topK->setProperty(styleproperty::kToolRow, true);
    m_topK->setRange(0, ViewSettings::kMaxTopK);
    m_topK->setSpecialValueText(tr("all"));
    m_topK->setAlignment(Qt::AlignRight);
    m_topK->setKeyboardTracking(false);
    m_topK->setFixedWidth(kFieldWidth);
    m_topK->setAccessibleName(topLabel->text());
    m_topK->setToolTip(tr("Only so many tags count as heard at a time: the most probable ones"));
    m_export = new HintButton(tr("Export…"), {}, header);
    m_export->setProperty(styleproperty::kToolRow, true);
    m_export->setIcon(themedIcon(Icon::Export));
    KeyNames::instance().keepToolTip(m_export, tr("Write events, frames or labels to files"), "file.export");
    header->add(title, kTitle);
    m_count->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // shortened before what must be read
    m_count->installEventFilter(this);
    header->add(m_count, 0, 1);
    header->add(mergeLabel, kWords);
    header->add(m_merge, kFields);
    header->addGap(0, kWords);
    header->add(shortestLabel, kWords);
    header->add(m_shortest, kFields);
    header->addGap(0, kWords);
    header->add(topLabel, kWords);
    header->add(m_topK, kFields);
    const QString rules = tr("Where events end, smoothing, roll-up");
    m_rules = makeIconButton(Icon::Gear, rules, header);
    KeyNames::instance().keepToolTip(m_rules, rules, "analyze.event_settings");
    connect(m_rules, &QToolButton::clicked, this, &EventsPanel::editRules);
    header->add(m_rules);
    header->add(m_export);
    const auto apply = [this] {
        ViewSettings view = m_session.viewSettings();
        view.mergeGapSeconds = m_merge->value();
        view.minDurationSeconds = m_shortest->value();
        view.topK = m_topK->value();
        m_session.setViewSettings(view);
    };
    connect(m_merge, &QDoubleSpinBox::valueChanged, this, apply);
    connect(m_shortest, &QDoubleSpinBox::valueChanged, this, apply);
    connect(m_topK, &QSpinBox::valueChanged, this, apply);
    connect(m_export, &QPushButton::clicked, this, &EventsPanel::exportRequested);
    return header;
}

void EventsPanel::editRules()
{
    auto* form = new EventRulesForm(m_session, this);
    form->showAbove(m_rules);
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
        if (m_table->currentIndex().row() >= count) // it goes, and the table would make another one current
            selectRow(-1);
    });
    connect(m_model, &EventsModel::rowsReplaced, this, [this] {
        m_restoring = false;
        restoreSelection();
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

// After rows have come, gone or moved: the chosen event may have grown, and stands elsewhere.
void EventsPanel::restoreSelection()
{
    if (!m_selected)
        return;
    const int row = selectedRow();
    if (row >= 0)
        m_selected = m_model->event(row);
    else if (!m_model->awaitsCorrections()) // else its row may be still to come
        m_selected.reset();
    selectRow(row);
}

// The chosen event stays chosen when it becomes another one; one that was added becomes the chosen one.
void EventsPanel::follow(const Event& before, const Event& after)
{
    const auto same = [](const Event& a, const Event& b) {
        return a.startSample == b.startSample && a.endSample == b.endSample && a.classIndex == b.classIndex;
    };
    if (!same(before, after) && !(m_selected && same(*m_selected, before)))
        return;
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

void EventsPanel::selectNext(std::int64_t from)
{
    const int current = selectedRow();
    const int last = m_model->rowCount() - 1;
    int row = current + 1;
    if (current < 0)
        while (row < last && m_model->event(row).startSample < from)
            ++row;
    if (row < m_model->rowCount())
        m_table->setCurrentIndex(m_model->index(row, 0));
}

void EventsPanel::selectPrevious(std::int64_t from)
{
    const int current = selectedRow();
    int row = current - 1;
    if (current < 0) {
        row = m_model->rowCount() - 1;
        while (row > 0 && m_model->event(row).startSample >= from)
            --row;
    }
    if (row >= 0)
        m_table->setCurrentIndex(m_model->index(row, 0));
}

bool EventsPanel::hasNext() const
{
    return selectedRow() < m_model->rowCount() - 1;
}

bool EventsPanel::hasPrevious() const
{
    return m_selected ? selectedRow() > 0 : m_model->rowCount() > 0;
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
    const OpenRecording* recording = m_session.current();
    const bool corrected = recording && recording->corrections && !recording->corrections->empty();
    m_table->setColumnHidden(EventsModel::Correction, !corrected); // tags need the room
    const ViewSettings& view = m_session.viewSettings();
    const QSignalBlocker blockMerge(m_merge);
    const QSignalBlocker blockShortest(m_shortest);
    const QSignalBlocker blockTopK(m_topK);
    m_merge->setValue(view.mergeGapSeconds);
    m_shortest->setValue(view.minDurationSeconds);
    m_topK->setValue(view.topK);
    const bool has = recording && recording->hasResult();
    m_export->setEnabled(has);
    const int count = m_model->rowCount();
    if (!has)
        m_countWords = tr("none yet");
    else if (const int withThem = static_cast<int>(m_session.digest().corrected.size()); withThem > 0)
        m_countWords = view.allTags ? tr("%1 of all tags, %2 with corrections").arg(count).arg(withThem)
                                    : tr("%1, %2 with corrections").arg(count).arg(withThem);
    else if (view.allTags)
        m_countWords = tr("%1 of all tags at or above threshold").arg(count);
    else
        m_countWords = tr("%1 at or above threshold").arg(count);
    showCount();
}

// The words where there is room for them, else the number alone.
void EventsPanel::showCount()
{
    const int words = QFontMetrics(textFont(TextSize::Body)).horizontalAdvance(m_countWords);
    const bool number = words > m_count->width() && m_countWords.contains(QLatin1Char(' ')) && m_session.current() &&
                        m_session.current()->hasResult();
    m_count->setText(number ? QString::number(m_model->rowCount()) : m_countWords);
    if (number)
        m_count->setToolTip(m_countWords);
}

} // namespace dass
