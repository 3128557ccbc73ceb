#pragma once

#include "app/distill/run_worker.h"

#include <QHash>
#include <QTimer>

namespace dass {

// The run folders that a person follows, wherever they lie and whoever started them, looked at once a second. GUI
// thread.
class RunList : public QObject
{
    Q_OBJECT
public:
    explicit RunList(const QStringList& folders, QObject* parent = nullptr);

    const QStringList& folders() const { return m_folders; } // newest first
    void add(const QString& folder);                         // to the front, unless it is there
    void remove(const QString& folder);                      // from the list; the folder stays

    const RunSummaries& runs() const { return m_runs; } // in the order of folders(); those not read yet are left out
    const RunSummary* find(const QString& folder) const;

    // Of these the details are read, until others are named.
    void watch(const QStringList& folders);
    const QStringList& watched() const { return m_watched; }
    std::shared_ptr<const RunDetails> details(const QString& folder) const; // null: not read yet

    void refresh(); // now instead of at the next second

signals:
    void foldersChanged();
    void changed(); // runs()
    void detailsChanged(const QString& folder);
    // A run that was at work has ended: finished, stopped, failed or died; or one that was to go on could not.
    void ended(const dass::RunSummary& run);

private:
    void take(const RunSummaries& summaries);

    QStringList m_folders;
    QStringList m_watched;
    RunSummaries m_runs;
    QHash<QString, std::shared_ptr<const RunDetails>> m_details;
    QTimer m_clock;
    RunWorker m_worker; // last: its thread ends before the rest goes
};

} // namespace dass
