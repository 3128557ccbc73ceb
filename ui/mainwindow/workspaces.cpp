#include "ui/mainwindow/workspaces.h"

#include "ui/mainwindow/header_bar.h"
#include "ui/widgets/text_format.h"

#include <QActionGroup>
#include <QApplication>
#include <QMenu>
#include <QMenuBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace dass {

namespace {

// Only the page that is shown says how small the window may be.
void giveRoomToCurrent(const QStackedWidget& pages)
{
    for (int i = 0; i < pages.count(); ++i) {
        const auto policy = i == pages.currentIndex() ? QSizePolicy::Preferred : QSizePolicy::Ignored;
        pages.widget(i)->setSizePolicy(policy, policy);
    }
}

} // namespace

Workspaces::Workspaces(HeaderBar& header, QWidget* parent)
    : QWidget(parent), m_header(header), m_pages(new QStackedWidget), m_menu(new QMenu(tr("Wor&kspace"), this)),
      m_group(new QActionGroup(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    connect(&header, &HeaderBar::workspaceChosen, this, &Workspaces::showAt);
}

void Workspaces::add(const Workspace& workspace)
{
    const int index = m_pages->addWidget(workspace.page);
    giveRoomToCurrent(*m_pages);
    QAction* action = m_menu->addAction(workspace.text);
    action->setObjectName(QLatin1String(workspace.id));
    action->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + workspace.key)));
    action->setCheckable(true);
    action->setChecked(index == 0);
    m_group->addAction(action);
    connect(action, &QAction::triggered, this, [this, index] { showAt(index); });
    m_header.addWorkspace(workspace.icon, withoutMnemonic(workspace.text), workspace.controls);
    if (workspace.menu) {
        m_menus << workspace.menu;
        reserve(workspace.page, {workspace.menu->menuAction()});
    }
}

void Workspaces::reserve(const QWidget* page, const QList<QAction*>& actions)
{
    m_reserved[page] << actions;
    for (QAction* action : actions) // invisible ones are disabled, whatever is said of them meanwhile
        action->setVisible(page == current());
}

void Workspaces::addMenusTo(QMenuBar* bar)
{
    for (QMenu* menu : std::as_const(m_menus))
        bar->addMenu(menu);
}

QWidget* Workspaces::current() const
{
    return m_pages->currentWidget();
}

void Workspaces::show(const QWidget* page)
{
    for (int index = 0; index < m_pages->count(); ++index)
        if (m_pages->widget(index) == page)
            showAt(index);
}

void Workspaces::showAt(int index)
{
    QWidget* before = current();
    if (index < 0 || index >= m_pages->count() || m_pages->widget(index) == before)
        return;
    QWidget* focus = QApplication::focusWidget();
    const bool inPage = focus && before->isAncestorOf(focus);
    if (inPage)
        m_focus[before] = focus;
    m_pages->setCurrentIndex(index);
    giveRoomToCurrent(*m_pages);
    m_header.showWorkspace(index);
    m_group->actions().at(index)->setChecked(true);
    for (auto at = m_reserved.cbegin(); at != m_reserved.cend(); ++at)
        for (QAction* action : at.value())
            action->setVisible(at.key() == current());
    QWidget* there = m_focus.value(current());
    if (inPage && there && current()->isAncestorOf(there))
        there->setFocus(Qt::OtherFocusReason);
    emit currentChanged(current());
}

} // namespace dass
