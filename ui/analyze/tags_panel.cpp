#include "ui/analyze/tags_panel.h"

#include "app/session/analyze_session.h"
#include "ui/analyze/heat_scale.h"
#include "ui/analyze/tag_lists.h"
#include "ui/analyze/tag_menu.h"
#include "ui/analyze/tags_delegate.h"
#include "ui/analyze/tags_model.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/studio_style.h"
#include "ui/style/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/key_names.h"
#include "ui/widgets/search_field.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QSlider>
#include <QSortFilterProxyModel>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace dass {

namespace {

constexpr int kThresholdColumn = 76;
constexpr int kValueColumn = 52;
constexpr int kTreeInset = 6; // left of the top level's chevrons
constexpr int kRowChoices[] = {5, 10, 15, 20};

} // namespace

TagsPanel::TagsPanel(AnalyzeSession& session, QWidget* parent)
    : Panel(tr("Tags"), parent), m_session(session), m_model(new TagsModel(session, this)),
      m_filter(new QSortFilterProxyModel(this)), m_lists(new TagLists(session, this))
{
    QToolButton* more = addButton(Icon::More, tr("Tag lists: keep, leave out or draw the tags of a file"));
    more->setMenu(m_lists->menu());
    more->setPopupMode(QToolButton::InstantPopup);
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

    connect(m_model, &TagsModel::orderChanged, this, [this] {
        search(m_search->text());
        fitTree();
    });
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
    auto* search = new SearchField(tr("Find a tag"), KeyNames::instance().of("edit.find_tag"), row);
    connect(&KeyNames::instance(), &KeyNames::changed, search,
            [search] { search->setShortcut(KeyNames::instance().of("edit.find_tag")); });
    m_search = search;
    layout->addWidget(m_search);
    connect(m_search, &QLineEdit::textChanged, this, &TagsPanel::search);
    return row;
}

void TagsPanel::makeTree()
{
    m_tree = new QTreeView(this);
    m_tree->setModel(m_filter);
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
    header->setSectionResizeMode(TagsModel::Value, QHeaderView::Fixed);
    header->resizeSection(TagsModel::Threshold, kThresholdColumn);
    header->resizeSection(TagsModel::Value, kValueColumn);
    header->setSectionsClickable(false);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_tree, &QWidget::customContextMenuRequested, this, &TagsPanel::showMenu);
    connect(m_tree, &QTreeView::expanded, this, &TagsPanel::fitTree);
    connect(m_tree, &QTreeView::collapsed, this, &TagsPanel::fitTree);
    makeThresholdEditing();

    const auto classOf = [](const QModelIndex& index) {
        return index.isValid() ? index.siblingAtColumn(TagsModel::Name).data(TagsModel::ClassRole).toLongLong() : -1;
    };
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this, classOf](const QModelIndex& current) { emit tagChosen(classOf(current)); });
    connect(m_tree, &QTreeView::entered, this,
            [this, classOf](const QModelIndex& index) { emit tagPointedAt(classOf(index)); });
    connect(m_tree, &QTreeView::viewportEntered, this, [this] { emit tagPointedAt(-1); });
    m_tree->installEventFilter(this);
    m_tree->viewport()->installEventFilter(this);
}

bool TagsPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Leave && watched == m_tree->viewport())
        emit tagPointedAt(-1);
    if (event->type() == QEvent::KeyPress && watched == m_tree && !m_editing) { // the field's own keys come here, too
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            editThreshold(m_tree->currentIndex());
            return true;
        }
    }
    return Panel::eventFilter(watched, event);
}

// In its place: by a click on the number, Enter, or the row's menu.
void TagsPanel::makeThresholdEditing()
{
    auto* delegate = new TagsDelegate(m_tree);
    m_tree->setItemDelegate(delegate);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    connect(delegate, &TagsDelegate::thresholdClicked, this, [this](const QModelIndex& index) {
        // Once the view is through with the click.
        QMetaObject::invokeMethod(
            this, [this, kept = QPersistentModelIndex(index)] { editThreshold(kept); }, Qt::QueuedConnection);
    });
    const auto end = [this] {
        m_editing = false;
        updateHint();
    };
    connect(delegate, &TagsDelegate::closeEditor, this, end, Qt::QueuedConnection);
    connect(m_model, &TagsModel::modelReset, this, end, Qt::QueuedConnection); // takes the field away
}

void TagsPanel::editThreshold(const QModelIndex& index)
{
    const QModelIndex cell = index.siblingAtColumn(TagsModel::Threshold);
    if (!(cell.flags() & Qt::ItemIsEditable))
        return;
    m_editing = true;
    m_tree->setColumnHidden(TagsModel::Threshold, false);
    m_tree->scrollTo(cell);
    m_tree->edit(cell);
}

QWidget* TagsPanel::makeControls()
{
    auto* box = new QWidget(this);
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(kInset, 8, kInset, 10);
    grid->setVerticalSpacing(6);
    makeThreshold(grid);
    makeRanking(grid);
    m_rules = new ElidedLabel(TextSize::Label, TextTone::Secondary, box);
    grid->addWidget(m_rules, 5, 0, 1, 3);
    grid->setColumnStretch(1, 1);
    return box;
}

void TagsPanel::makeThreshold(QGridLayout* grid)
{
    auto* label = new QLabel(tr("&Threshold"), this);
    m_threshold = new QDoubleSpinBox(this);
    m_threshold->setRange(0, 1);
    m_threshold->setDecimals(2);
    m_threshold->setSingleStep(0.01);
    m_threshold->setAlignment(Qt::AlignRight);
    m_threshold->setKeyboardTracking(false);
    m_threshold->setFixedWidth(56);
    m_threshold->setToolTip(tr("Probability from which a tag counts as heard"));
    label->setBuddy(m_threshold);
    m_slider = new QSlider(Qt::Horizontal, this);
    m_slider->setRange(0, 100);
    m_slider->setPageStep(10);
    m_slider->setFixedHeight(18);
    m_slider->setAccessibleName(tr("Threshold"));
    grid->addWidget(label, 0, 0);
    grid->addWidget(m_threshold, 0, 1, 1, 2, Qt::AlignRight);
    grid->addWidget(m_slider, 1, 0, 1, 3);
    connect(m_threshold, &QDoubleSpinBox::valueChanged, this,
            [this](double value) { change([=](ViewSettings& view) { view.threshold = value; }); });
    connect(m_slider, &QSlider::valueChanged, this,
            [this](int value) { change([=](ViewSettings& view) { view.threshold = value / 100.0; }); });
}

void TagsPanel::makeRanking(QGridLayout* grid)
{
    auto* label = new QLabel(tr("Ran&k by"), this);
    m_rank = new QComboBox(this);
    m_rank->addItem(tr("maximum"), static_cast<int>(TagRank::Maximum));
    m_rank->addItem(tr("mean"), static_cast<int>(TagRank::Mean));
    m_rank->addItem(tr("time above threshold"), static_cast<int>(TagRank::SecondsAbove));
    m_rank->setAccessibleName(tr("Rank by"));
    m_rank->setToolTip(tr("What is shown of each tag, and which tags come first in the list, the heat strip and among "
                          "those that are drawn by themselves"));
    label->setBuddy(m_rank);
    m_list = new QCheckBox(tr("L&ist instead of the tree"), this);
    auto* stripLabel = new QLabel(tr("Heat strip"), this);
    m_rows = new QComboBox(this);
    for (const int rows : kRowChoices)
        m_rows->addItem(tr("top %1").arg(rows), rows);
    m_rows->setAccessibleName(tr("Tags in the heat strip"));
    grid->addWidget(label, 2, 0);
    grid->addWidget(m_rank, 2, 1, 1, 2, Qt::AlignRight);
    grid->addWidget(m_list, 3, 0, 1, 3);
    grid->addWidget(stripLabel, 4, 0);
    grid->addWidget(new HeatScale(this), 4, 1, Qt::AlignRight);
    grid->addWidget(m_rows, 4, 2, Qt::AlignRight);
    connect(m_rank, &QComboBox::currentIndexChanged, this, [this] {
        change([this](ViewSettings& view) { view.rank = static_cast<TagRank>(m_rank->currentData().toInt()); });
    });
    connect(m_list, &QCheckBox::toggled, this,
            [this](bool on) { change([=](ViewSettings& view) { view.rankedList = on; }); });
    connect(m_rows, &QComboBox::currentIndexChanged, this,
            [this] { change([this](ViewSettings& view) { view.heatStripRows = m_rows->currentData().toInt(); }); });
}

void TagsPanel::showMenu(const QPoint& position)
{
    const QModelIndex index = m_filter->mapToSource(m_tree->indexAt(position));
    if (!index.isValid())
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QModelIndex tag = index.siblingAtColumn(TagsModel::Name);
    fillTagMenu(*menu, m_session, *m_model, tag);
    addThresholdsTo(*menu, tag);
    const OpenRecording* recording = m_session.current();
    if (const qint64 own = tag.data(TagsModel::ClassRole).toLongLong();
        own >= 0 && recording && recording->hasResult()) {
        menu->addSeparator();
        connect(menu->addAction(tr("Save the &sound of its events…")), &QAction::triggered, this,
                [this, own] { emit soundRequested(own); });
    }
    menu->popup(m_tree->viewport()->mapToGlobal(position));
}

void TagsPanel::addThresholdsTo(QMenu& menu, const QModelIndex& index)
{
    const std::int64_t own = index.data(TagsModel::ClassRole).toLongLong();
    TagChoice& tags = m_session.tags();
    menu.addSeparator();
    QAction* edit = menu.addAction(tr("&Own threshold…"));
    edit->setEnabled(index.siblingAtColumn(TagsModel::Threshold).flags() & Qt::ItemIsEditable);
    connect(edit, &QAction::triggered, this,
            [this, kept = QPersistentModelIndex(index)] { editThreshold(m_filter->mapFromSource(kept)); });
    QAction* remove = menu.addAction(tr("&Remove own threshold"));
    remove->setEnabled(own >= 0 && tags.ownThreshold(own));
    connect(remove, &QAction::triggered, &tags, [&tags, own] { tags.setOwnThreshold(own, std::nullopt); });
    QAction* removeAll = menu.addAction(tr("Remove &all own thresholds"));
    removeAll->setEnabled(!tags.ownThresholds().empty());
    connect(removeAll, &QAction::triggered, &tags, &TagChoice::clearOwnThresholds);
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

void TagsPanel::change(const std::function<void(ViewSettings&)>& change)
{
    ViewSettings view = m_session.viewSettings();
    change(view);
    m_session.setViewSettings(view);
}

void TagsPanel::showSettings()
{
    const ViewSettings& view = m_session.viewSettings();
    const QSignalBlocker blockSlider(m_slider);
    const QSignalBlocker blockField(m_threshold);
    const QSignalBlocker blockRows(m_rows);
    const QSignalBlocker blockRank(m_rank);
    const QSignalBlocker blockList(m_list);
    m_threshold->setValue(view.threshold);
    m_slider->setValue(qRound(view.threshold * 100));
    m_rows->setCurrentIndex(std::max(0, m_rows->findData(view.heatStripRows)));
    m_rank->setCurrentIndex(std::max(0, m_rank->findData(static_cast<int>(view.rank))));
    m_list->setChecked(view.rankedList);
    m_tree->setRootIsDecorated(!view.rankedList);
}

void TagsPanel::updateHint()
{
    const TagChoice& tags = m_session.tags();
    const auto classes = tags.countedClasses(m_session.labels().classes()).size();
    const auto drawn = tags.chosen().size();
    const QString all = tags.lists().isEmpty() ? QString::number(classes) : tr("%1 kept").arg(classes);
    setHint(drawn == 0 ? tr("%1 tags").arg(all) : tr("%1 of %2 drawn").arg(drawn).arg(all));
    m_words->setVisible(m_session.digest().summary.empty());
    m_tree->setColumnHidden(TagsModel::Threshold, !m_editing && !m_model->hasThresholds());
    m_rules->setText(tags.ownThresholds().empty()
                         ? tr("Acts at once on the stored probabilities.")
                         : tr("Tags with a threshold of their own: %L1").arg(tags.ownThresholds().size()));
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
