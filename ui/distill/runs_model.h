#pragma once

#include "app/distill/run_list.h"

#include <QAbstractListModel>

namespace dass {

// The followed runs as rows, in the list's order.
class RunsModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { FolderRole = Qt::UserRole + 1 };

    explicit RunsModel(RunList& list, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    const RunSummary& run(int row) const { return m_runs[static_cast<std::size_t>(row)]; }
    int rowOf(const QString& folder) const; // -1: none

private:
    void follow();

    RunList& m_list;
    RunSummaries m_runs;
};

} // namespace dass
