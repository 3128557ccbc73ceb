#include "ui/distill/runs_model.h"

#include "ui/distill/run_words.h"

#include <QDir>

#include <algorithm>

namespace dass {

RunsModel::RunsModel(RunList& list, QObject* parent) : QAbstractListModel(parent), m_list(list), m_runs(list.runs())
{
    connect(&list, &RunList::changed, this, &RunsModel::follow);
}

int RunsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

QVariant RunsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const RunSummary& run = this->run(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return run.name;
    case FolderRole:
        return run.folder;
    case Qt::ToolTipRole: {
        const QString trouble = troubleWords(run);
        return QDir::toNativeSeparators(run.folder) + (trouble.isEmpty() ? QString() : '\n' + trouble);
    }
    case Qt::AccessibleTextRole:
        return QStringList{run.name, phaseWords(run.phase), progressWords(run), leftWords(run), troubleWords(run)}.join(
            QStringLiteral(", "));
    default:
        return {};
    }
}

int RunsModel::rowOf(const QString& folder) const
{
    const auto found = std::ranges::find(m_runs, folder, &RunSummary::folder);
    return found == m_runs.end() ? -1 : static_cast<int>(found - m_runs.begin());
}

void RunsModel::follow()
{
    const bool same = std::ranges::equal(m_runs, m_list.runs(), {}, &RunSummary::folder, &RunSummary::folder);
    if (same) {
        m_runs = m_list.runs();
        if (!m_runs.empty())
            emit dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    m_runs = m_list.runs();
    endResetModel();
}

} // namespace dass
