#include "ui/mainwindow/header_bar.h"

#include "app/session/analyze_session.h"
#include "app/session/model_shelf.h"
#include "ui/analyze/device_chooser.h"
#include "ui/analyze/model_chooser.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/labelled_combo.h"

#include <QAction>
#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QMenuBar>
#include <QPainter>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>

#include <algorithm>

namespace dass {

namespace {

constexpr int kHeight = 40;
constexpr int kFewMenus = 200;
} // namespace

HeaderBar::HeaderBar(AnalyzeSession& session, QAction* run, QWidget* parent)
    : QWidget(parent), m_session(session), m_runAction(run), m_menuBar(new QMenuBar(this)),
      m_workspaces(new QTabBar(this)), m_controls(new QStackedWidget(this)), m_runControls(new QWidget),
      m_model(new LabelledCombo(tr("Model"), this)), m_device(new DeviceChooser(session, GpuListJob::usable, this)),
      m_run(new HintButton(tr("Run"), {}, this))
{
    setFixedHeight(kHeight);
    m_workspaces->setDrawBase(false);
    m_workspaces->setExpanding(false);
    m_workspaces->setUsesScrollButtons(false);
    m_workspaces->setFocusPolicy(Qt::TabFocus);
    m_workspaces->setAccessibleName(tr("Workspaces"));
    m_run->setPrimary(true);
    m_run->setIcon(themedIcon(Icon::Run, IconTone::OnAccent));

    auto* right = new QHBoxLayout(m_runControls);
    right->setContentsMargins(0, 0, 8, 0);
    right->setSpacing(8);
    right->addStretch();
    right->addWidget(m_model);
    right->addWidget(m_device);
    right->addWidget(m_run);
    auto* grid = new QGridLayout(this); // equal sides keep the workspaces in the middle of the window
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(0);
    grid->addWidget(m_menuBar, 0, 0, Qt::AlignLeft | Qt::AlignVCenter);
    grid->addWidget(m_workspaces, 0, 1, Qt::AlignBottom);
    grid->addWidget(m_controls, 0, 2);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(2, 1);

    connect(m_workspaces, &QTabBar::currentChanged, this, &HeaderBar::workspaceChosen);
    connect(m_run, &QPushButton::clicked, run, &QAction::trigger);
    connect(run, &QAction::changed, this, &HeaderBar::updateRun);
    connect(m_model, &QComboBox::activated, this, &HeaderBar::chooseModel);
    connect(&session, &AnalyzeSession::modelChanged, this, &HeaderBar::fillModels);
    connect(&session.models(), &ModelShelf::changed, this, &HeaderBar::fillModels);
    fillModels();
    updateRun();
}

void HeaderBar::addWorkspace(Icon icon, const QString& name, QWidget* controls)
{
    const QSignalBlocker block(m_workspaces); // the first one is current at once
    m_controls->addWidget(controls ? controls : new QWidget);
    const int index = m_workspaces->addTab(themedIcon(icon, IconTone::Secondary), name);
    m_workspaces->setAccessibleTabName(index, name);
    m_workspaces->setTabToolTip(index, name);
    m_names << name;
    m_namedWidth = m_workspaces->sizeHint().width();
}

// In a narrow window the workspaces that are not shown are icons only, then the device, which the run's settings offer
// as well, goes.
void HeaderBar::fit()
{
    const int device = m_device->sizeHint().width() + m_runControls->layout()->spacing();
    const int controls = m_controls->sizeHint().width() + (m_device->isHidden() ? device : 0);
    const int beside = m_menuBar->sizeHint().width() + controls;
    const bool named = beside + m_namedWidth <= width();
    for (int i = 0; i < m_workspaces->count(); ++i)
        if (const QString text = named || i == m_workspaces->currentIndex() ? m_names[i] : QString();
            text != m_workspaces->tabText(i))
            m_workspaces->setTabText(i, text);
    m_device->setVisible(named || beside + m_workspaces->sizeHint().width() <= width());
    // Menus hide behind an arrow only where there is no room for them either.
    const int rest = width() - m_workspaces->sizeHint().width() - controls + (m_device->isHidden() ? device : 0);
    m_menuBar->setMinimumWidth(std::clamp(m_menuBar->sizeHint().width(), kFewMenus, std::max(kFewMenus, rest)));
}

QSize HeaderBar::minimumSizeHint() const
{
    constexpr int kIconTab = 48;
    const int tabs = m_namedWidth / std::max<int>(1, m_workspaces->count()) + kIconTab * (m_workspaces->count() - 1);
    const int device = m_device->isHidden() ? 0 : m_device->sizeHint().width();
    return {std::min(m_menuBar->sizeHint().width(), kFewMenus) + tabs + m_controls->minimumSizeHint().width() - device,
            kHeight};
}

void HeaderBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

bool HeaderBar::event(QEvent* event)
{
    const bool handled = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest) // a menu came or went, another model has another name
        fit();
    return handled;
}

void HeaderBar::showWorkspace(int index)
{
    m_workspaces->setCurrentIndex(index);
    m_controls->setCurrentIndex(index);
    fit();
}

void HeaderBar::fillModels()
{
    const QSignalBlocker block(m_model);
    m_model->clear();
    for (const QString& path : m_session.models().paths()) {
        const bool known = path == m_session.model().path() && m_session.model().info();
        m_model->addItem(
            known ? QString::fromStdString(m_session.model().info()->name) : m_session.models().find(path)->name, path);
    }
    const int at = m_model->findData(m_session.model().path());
    m_model->insertSeparator(m_model->count());
    m_model->addItem(tr("Models…"));
    m_model->setCurrentIndex(at);
    if (at < 0)
        m_model->setPlaceholderText(tr("none"));
    switch (m_session.model().state()) {
    case ModelState::Failed:
        m_model->setToolTip(m_session.model().error());
        break;
    case ModelState::Loading:
        m_model->setToolTip(tr("Being loaded"));
        break;
    default:
        m_model->setToolTip(QDir::toNativeSeparators(m_session.model().path()));
    }
    m_model->updateGeometry();
}

void HeaderBar::chooseModel(int index)
{
    const QString path = m_model->itemData(index).toString();
    if (path.isEmpty())
        ModelChooser::present(window(), m_session);
    if (path.isEmpty() || path == m_session.model().path())
        fillModels(); // what is in use stays shown
    else
        m_session.setModel(path);
}

void HeaderBar::updateRun()
{
    m_run->setEnabled(m_runAction->isEnabled());
    m_run->setToolTip(m_runAction->toolTip());
}

void HeaderBar::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(QRect(0, height() - 1, width(), 1), tokens().hairline);
}

} // namespace dass
