#include "ui/mainwindow/shortcuts_dialog.h"

#include "ui/style/fonts.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/panel.h"

#include <QAction>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QVBoxLayout>

namespace dass {

namespace {

QWidget* makeGroup(const QMenu* menu, QWidget* parent)
{
    auto* group = new QWidget(parent);
    auto* grid = new QGridLayout(group);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(5);
    grid->setColumnStretch(0, 1);
    auto* title = new QLabel(menu->title().remove('&'), group);
    title->setFont(titleFont());
    grid->addWidget(title, 0, 0, 1, 2);
    int row = 1;
    for (const QAction* action : menu->actions()) {
        if (action->shortcut().isEmpty())
            continue;
        auto* keys = new QLabel(action->shortcut().toString(QKeySequence::NativeText), group);
        keys->setForegroundRole(QPalette::PlaceholderText);
        grid->addWidget(new QLabel(action->text().remove('&').remove(QStringLiteral("…")), group), row, 0);
        grid->addWidget(keys, row, 1, Qt::AlignRight);
        ++row;
    }
    if (row == 1) {
        delete group;
        return nullptr;
    }
    return group;
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

} // namespace

ShortcutsDialog::ShortcutsDialog(const QMenuBar* menus, QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* columns = new QHBoxLayout;
    columns->setSpacing(40);
    QVBoxLayout* sides[2];
    for (QVBoxLayout*& side : sides) {
        side = new QVBoxLayout;
        side->setSpacing(18);
        columns->addLayout(side, 1);
    }
    int height[2] = {0, 0};
    for (const QAction* entry : menus->actions()) {
        QWidget* group = entry->menu() ? makeGroup(entry->menu(), this) : nullptr;
        if (!group)
            continue;
        const int shorter = height[0] <= height[1] ? 0 : 1;
        sides[shorter]->addWidget(group);
        height[shorter] += group->sizeHint().height() + 18;
    }
    for (QVBoxLayout* side : sides)
        side->addStretch();
    auto* close = new HintButton(tr("Close"), tr("Esc"), this);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto* foot = new QHBoxLayout;
    foot->addWidget(makeMouseWords(this), 1);
    foot->addWidget(close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(16);
    layout->addLayout(columns);
    layout->addWidget(new Hairline(Qt::Horizontal, this));
    layout->addLayout(foot);
    layout->setSizeConstraint(QLayout::SetFixedSize);
}

} // namespace dass
