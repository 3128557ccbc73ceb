#include "ui/mainwindow/shortcuts_dialog.h"

#include "ui/mainwindow/shortcut_map.h"
#include "ui/style/fonts.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/tab_order.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace dass {

namespace {

constexpr std::size_t kColumns = 3;
constexpr int kGroupGap = 18;
constexpr QSize kAroundSheet(80, 170); // margins, foot, title bar and a little of the window behind

using Entries = std::vector<const ShortcutMap::Entry*>;

QWidget* makeGroup(const QString& menu, const Entries& entries, QWidget* parent)
{
    auto* group = new QWidget(parent);
    auto* grid = new QGridLayout(group);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(0, 1);
    auto* title = new QLabel(menu, group);
    title->setFont(titleFont());
    grid->addWidget(title, 0, 0, 1, 2);
    int row = 1;
    for (const ShortcutMap::Entry* entry : entries) {
        auto* keys = new QLabel(ShortcutMap::textOf(entry->keys), group);
        keys->setForegroundRole(QPalette::PlaceholderText);
        grid->addWidget(new QLabel(entry->text, group), row, 0);
        grid->addWidget(keys, row, 1, Qt::AlignRight);
        ++row;
    }
    return group;
}

// By menu of the menu bar, in its order.
std::vector<std::pair<QString, Entries>> byMenu(const ShortcutMap& map)
{
    std::vector<std::pair<QString, Entries>> menus;
    for (const ShortcutMap::Entry& entry : map.entries()) {
        if (entry.keys.isEmpty())
            continue;
        if (menus.empty() || menus.back().first != entry.menus.first())
            menus.emplace_back(entry.menus.first(), Entries());
        menus.back().second.push_back(&entry);
    }
    return menus;
}

QLabel* makeMouseWords(QWidget* parent)
{
    auto* words = new QLabel(ShortcutsDialog::tr("In the plots: click to seek, drag to select, wheel to zoom at the "
                                                 "pointer, Shift + wheel to pan."),
                             parent);
    words->setFont(textFont(TextSize::Label));
    words->setForegroundRole(QPalette::PlaceholderText);
    return words;
}

// The highest first, each into what is the shortest column by then.
QWidget* makeColumns(const ShortcutMap& map, QWidget* parent)
{
    auto* content = new QWidget(parent);
    auto* columns = new QHBoxLayout(content);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(40);
    std::array<QVBoxLayout*, kColumns> sides{};
    for (QVBoxLayout*& side : sides) {
        side = new QVBoxLayout;
        side->setSpacing(kGroupGap);
        columns->addLayout(side, 1);
    }
    auto menus = byMenu(map);
    std::stable_sort(menus.begin(), menus.end(),
                     [](const auto& a, const auto& b) { return a.second.size() > b.second.size(); });
    std::array<int, kColumns> height{};
    for (const auto& [menu, entries] : menus) {
        QWidget* group = makeGroup(menu, entries, content);
        const auto shortest = static_cast<std::size_t>(std::min_element(height.begin(), height.end()) - height.begin());
        sides[shortest]->addWidget(group);
        height[shortest] += group->sizeHint().height() + kGroupGap;
    }
    for (QVBoxLayout* side : sides)
        side->addStretch();
    return content;
}

// As large as what is in it, where the screen is.
QScrollArea* makeSheet(QWidget* content, QWidget* parent)
{
    auto* sheet = new QScrollArea(parent);
    sheet->setFrameShape(QFrame::NoFrame);
    sheet->setWidgetResizable(true);
    sheet->setWidget(content);
    sheet->setAccessibleName(ShortcutsDialog::tr("Actions and their keys"));
    const QSize wanted = content->sizeHint();
    const QSize most = parent->screen()->availableSize() - kAroundSheet;
    const bool cut = wanted.height() > most.height();
    sheet->setFocusPolicy(cut ? Qt::StrongFocus : Qt::NoFocus); // arrow keys scroll
    const int bar = cut ? sheet->verticalScrollBar()->sizeHint().width() : 0;
    sheet->setFixedSize(std::min(wanted.width() + bar, most.width()), std::min(wanted.height(), most.height()));
    return sheet;
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const ShortcutMap& map, QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* close = new HintButton(tr("Close"), tr("Esc"), this);
    close->setPrimary(true);
    close->setDefault(true);
    auto* change = new HintButton(tr("C&hange…"), {}, this);
    change->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(change, &QPushButton::clicked, this, [this] {
        accept();
        emit changeRequested();
    });
    auto* foot = new QHBoxLayout;
    foot->addWidget(makeMouseWords(this), 1);
    foot->addSpacing(16);
    foot->addWidget(change);
    foot->addWidget(close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(16);
    layout->addWidget(makeSheet(makeColumns(map, this), this));
    layout->addWidget(new Hairline(Qt::Horizontal, this));
    layout->addLayout(foot);
    tabInLayoutOrder(this);
    close->setFocus();
    layout->setSizeConstraint(QLayout::SetFixedSize);
}

} // namespace dass
