#pragma once

#include "app/jobs/batch_list_worker.h"

#include <QObject>
#include <QTimer>

#include <filesystem>

namespace dass {

class AnalyzeSession;

// Sees to it that a batch can be gone on with after the program ended in its middle: keeps the list of open recordings
// on disk while a batch is under way, and offers what an earlier start left. GUI thread.
class BatchKeeper : public QObject
{
    Q_OBJECT
public:
    BatchKeeper(AnalyzeSession& session, std::filesystem::path folder, QObject* parent = nullptr);
    ~BatchKeeper() override; // leaves the list of a batch under way to the next start

    // Of the batch that was left; 0 when there is none, or it was gone on with or forgotten.
    int leftRecordings() const { return static_cast<int>(m_left.newest.size()); }
    int leftDone() const;
    bool isLeftOpen() const; // all of its recordings are open
    void goOn();   // opens its recordings; those whose results were kept have them at once
    void forget(); // it is not offered again

    void freeze(); // the program ends: what happens from now on is no part of the batch

signals:
    void leftChanged(); // there is one to offer, or no more

private:
    void takeLeft(const LeftBatches& left);
    void update();

    AnalyzeSession& m_session;
    LeftBatches m_left;
    bool m_written = false;
    bool m_frozen = false;
    bool m_failureTold = false;
    QTimer m_updateLater; // once for all that changes at a time
    BatchListWorker m_worker;
};

} // namespace dass
