#include "ui/mainwindow/shortcut_editor.h"

#include "ui/mainwindow/key_field.h"
#include "ui/mainwindow/shortcut_table.h"
#include "ui/style/fonts.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/tab_order.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QSortFilterProxyModel>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace dass {

namespace {

constexpr QSize kSize(640, 560);
constexpr int kKeysColumn = 130;
constexpr int kKeysField = 150;

} // namespace

ShortcutEditor::ShortcutEditor(ShortcutMap& map, QWidget* parent)
    : QDialog(parent), m_map(map), m_table(new ShortcutTable(map.entries(), this)),
      m_filter(new QSortFilterProxyModel(this)), m_view(new QTreeView(this)), m_name(new QLabel(this)),
      m_keys(new KeyField(this)), m_problem(new QLabel(this)),
      m_take(new HintButton(tr("&Take them from there"), {}, this)), m_none(new HintButton(tr("&No keys"), {}, this)),
      m_reset(new HintButton(tr("&As at first"), {}, this)),
      m_resetAll(new HintButton(tr("All as at &first"), {}, this))
{
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* search = new SearchField(tr("Find an action or keys"), {}, this);
    connect(search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter->setFilterFixedString(text.trimmed());
        m_view->setCurrentIndex(m_filter->index(0, 0));
        update();
    });
    search->installEventFilter(this);
    makeTable();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(search);
    layout->addWidget(m_view, 1);
    layout->addWidget(makeKeysPart());
    layout->addSpacing(4);
    layout->addWidget(new Hairline(Qt::Horizontal, this));
    layout->addSpacing(4);
    layout->addWidget(makeButtons());
    resize(kSize);
    m_view->setCurrentIndex(m_filter->index(0, 0));
    update();
    tabInLayoutOrder(this);
    search->setFocus();
}

void ShortcutEditor::makeTable()
{
    m_filter->setSourceModel(m_table);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setFilterKeyColumn(-1); // any of them
    m_view->setModel(m_filter);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setTabKeyNavigation(false);
    m_view->setAccessibleName(tr("Actions and their keys"));
    m_view->installEventFilter(this);
    QHeaderView* header = m_view->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(ShortcutTable::Action, QHeaderView::Stretch);
    header->setSectionResizeMode(ShortcutTable::Menu, QHeaderView::Fixed); // the same whatever is searched for
    int menus = header->sectionSizeHint(ShortcutTable::Menu);
    for (int row = 0; row < m_filter->rowCount(); ++row)
        menus = std::max(menus, m_view->sizeHintForIndex(m_filter->index(row, ShortcutTable::Menu)).width());
    header->resizeSection(ShortcutTable::Menu, menus);
    header->resizeSection(ShortcutTable::Keys, kKeysColumn);
    header->setSectionsMovable(false);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ShortcutEditor::update);
    connect(m_view, &QTreeView::doubleClicked, this, [this] { m_keys->setFocus(); });
}

QWidget* ShortcutEditor::makeKeysPart()
{
    auto* part = new QWidget(this);
    m_name->setFont(titleFont());
    m_keys->setFixedWidth(kKeysField);
    m_keys->setAccessibleName(tr("New keys"));
    m_keys->setToolTip(tr("Press the keys that the action is to have; Esc leaves the field"));
    m_problem->setWordWrap(true);
    m_none->setToolTip(tr("The action keeps its place in the menu"));
    auto* keys = new QHBoxLayout;
    keys->setSpacing(8);
    keys->addWidget(m_name, 1);
    keys->addWidget(m_keys);
    keys->addWidget(m_none);
    keys->addWidget(m_reset);
    auto* problem = new QHBoxLayout;
    problem->setSpacing(8);
    problem->addWidget(m_problem, 1);
    problem->addWidget(m_take);
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(keys);
    layout->addLayout(problem);
    connect(m_keys, &KeyField::pressed, this, &ShortcutEditor::offer);
    connect(m_keys, &KeyField::left, this, [this] {
        m_view->setFocus();
        update();
    });
    connect(m_take, &QPushButton::clicked, this, &ShortcutEditor::resolve);
    connect(m_none, &QPushButton::clicked, this, [this] {
        m_table->clear(row());
        update();
    });
    connect(m_reset, &QPushButton::clicked, this, [this] {
        m_table->reset(row());
        update();
    });
    return part;
}

QWidget* ShortcutEditor::makeButtons()
{
    auto* part = new QWidget(this);
    auto* save = new HintButton(tr("Save"), {}, this);
    save->setPrimary(true);
    auto* cancel = new HintButton(tr("Cancel"), tr("Esc"), this);
    for (HintButton* button : {m_take, m_none, m_reset, m_resetAll, save, cancel})
        button->setAutoDefault(false); // Enter is for the table and the field
    m_resetAll->setToolTip(tr("Every action has the program's own keys again"));
    auto* layout = new QHBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_resetAll);
    layout->addStretch();
    layout->addWidget(cancel);
    layout->addWidget(save);
    connect(m_resetAll, &QPushButton::clicked, this, [this] {
        m_table->resetAll();
        update();
    });
    connect(save, &QPushButton::clicked, this, &ShortcutEditor::accept);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    return part;
}

void ShortcutEditor::accept()
{
    m_map.apply(m_table->entries());
    QDialog::accept();
}

bool ShortcutEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (watched == m_view && (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_F2)) {
            m_keys->setFocus();
            return true;
        }
        if (watched != m_view && key == Qt::Key_Down) { // out of the search
            m_view->setFocus();
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

int ShortcutEditor::row() const
{
    const QModelIndex index = m_filter->mapToSource(m_view->currentIndex());
    return index.isValid() ? index.row() : -1;
}

void ShortcutEditor::offer(const QKeySequence& chord)
{
    if (row() < 0)
        return;
    m_keys->setKeys(chord);
    m_offered = {};
    if (const QString menu = m_map.menuOpenedBy(chord); !menu.isEmpty()) {
        show(tr("%1 opens the menu “%2”.").arg(chord.toString(QKeySequence::NativeText), menu), false);
        return;
    }
    if (const int holder = m_table->holderOf(chord, row()); holder >= 0) {
        m_offered = chord;
        show(tr("%1 is what “%2” has.").arg(chord.toString(QKeySequence::NativeText), m_table->entry(holder).text),
             true);
        return;
    }
    m_table->give(row(), chord);
    update();
}

void ShortcutEditor::resolve()
{
    if (row() >= 0 && !m_offered.isEmpty())
        m_table->give(row(), m_offered);
    update();
    m_keys->setFocus();
}

void ShortcutEditor::show(const QString& problem, bool canTake)
{
    m_problem->setText(problem);
    m_take->setVisible(canTake);
}

void ShortcutEditor::update()
{
    m_offered = {};
    m_resetAll->setEnabled(m_table->anyChanged());
    const int at = row();
    for (QWidget* widget : std::initializer_list<QWidget*>{m_keys, m_none, m_reset})
        widget->setEnabled(at >= 0);
    show({}, false);
    if (at < 0) {
        m_name->setText(tr("No action is called so"));
        m_keys->clear();
        return;
    }
    const ShortcutMap::Entry& entry = m_table->entry(at);
    m_name->setText(entry.text);
    m_keys->setKeys(entry.keys.isEmpty() ? QKeySequence() : entry.keys.first());
    m_none->setEnabled(!entry.keys.isEmpty());
    m_reset->setEnabled(m_table->isChanged(at));
    m_reset->setToolTip(entry.standard.isEmpty() ? tr("Without keys") : ShortcutMap::textOf(entry.standard));
}

} // namespace dass
