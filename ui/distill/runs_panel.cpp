#include "ui/distill/runs_panel.h"

#include "app/distill/run_list.h"
#include "ui/distill/runs_delegate.h"
#include "ui/distill/runs_model.h"

#include <QListView>
#include <QVBoxLayout>

#include <algorithm>

namespace dass {

RunsPanel::RunsPanel(RunList& list, QWidget* parent)
    : Panel(tr("Runs"), parent), m_list(list), m_model(new RunsModel(list, this)), m_view(new QListView(this))
{
    m_view->setModel(m_model);
    m_view->setItemDelegate(new RunsDelegate(m_view));
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setMouseTracking(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setAccessibleName(tr("Runs"));
    m_view->setAccessibleDescription(tr("Several selected runs are laid over each other in the curves."));
    m_view->viewport()->setAutoFillBackground(false);
    body()->addWidget(m_view, 1);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsPanel::remember);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &RunsPanel::remember);
    connect(m_view, &QListView::customContextMenuRequested, this, [this](const QPoint& position) {
        if (m_view->indexAt(position).isValid())
            emit contextMenuRequested(m_view->viewport()->mapToGlobal(position));
    });
    connect(m_model, &QAbstractItemModel::modelReset, this, &RunsPanel::keepSelection);
    connect(&list, &RunList::changed, this, &RunsPanel::updateHint);
    keepSelection();
    updateHint();
}

QString RunsPanel::current() const
{
    return m_model->rowOf(m_current) < 0 ? QString() : m_current;
}

QStringList RunsPanel::selected() const
{
    QStringList folders{current()};
    if (folders.first().isEmpty())
        return {};
    for (const QString& other : m_others)
        if (other != m_current && m_model->rowOf(other) >= 0)
            folders << other;
    return folders;
}

void RunsPanel::choose(const QString& folder)
{
    m_current = folder;
    m_others = {folder};
    keepSelection();
}

void RunsPanel::remember()
{
    if (m_restoring)
        return;
    const QModelIndex index = m_view->currentIndex();
    if (!index.isValid())
        return; // in the middle of a reset
    m_others.clear();
    for (const QModelIndex& selected : m_view->selectionModel()->selectedIndexes())
        m_others << selected.data(RunsModel::FolderRole).toString();
    m_current = index.data(RunsModel::FolderRole).toString();
    if (!m_others.isEmpty() && !m_others.contains(m_current))
        m_current = m_others.first(); // the current one was taken out of the selection
    emit selectionChanged();
}

void RunsPanel::keepSelection()
{
    m_restoring = true;
    int row = m_model->rowOf(m_current);
    if (row < 0 && m_model->rowCount() > 0)
        row = 0;
    if (row >= 0) {
        auto* selection = m_view->selectionModel();
        selection->setCurrentIndex(m_model->index(row), QItemSelectionModel::ClearAndSelect);
        for (const QString& other : std::as_const(m_others))
            if (const int at = m_model->rowOf(other); at >= 0)
                selection->select(m_model->index(at), QItemSelectionModel::Select);
        if (m_model->rowOf(m_current) < 0 && !m_list.folders().contains(m_current)) {
            m_current = m_model->run(row).folder;
            m_others = {m_current};
        }
    }
    m_restoring = false;
    emit selectionChanged();
}

void RunsPanel::updateHint()
{
    const auto& runs = m_list.runs();
    const auto working = std::ranges::count_if(runs, [](const RunSummary& run) { return isAtWork(run.phase); });
    setHint(runs.empty()   ? QString()
            : working == 0 ? tr("%1 in all").arg(runs.size())
                           : tr("%1 running, %2 in all").arg(working).arg(runs.size()));
}

} // namespace dass
