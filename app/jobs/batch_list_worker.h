#pragma once

#include "core/results/batch_list.h"

#include <QMetaType>
#include <QObject>
#include <QStringList>

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace dass {

// Keeps the list of a batch under way on disk, off the GUI thread, because writing waits for the disk. The newest list
// wins. At its start it looks for what an earlier one left; at its end it writes what is still to be written. GUI
// thread.
class BatchListWorker : public QObject
{
    Q_OBJECT
public:
    explicit BatchListWorker(std::filesystem::path folder, QObject* parent = nullptr);
    ~BatchListWorker() override;

    void start();                                // once, after its signals are connected
    void write(std::vector<BatchEntry> entries); // empty: the batch is over
    void removeLeft(std::filesystem::path file);

signals:
    void looked(const dass::LeftBatches& left); // once
    void failed(const QString& error);

private:
    void run(const std::stop_token& stop);

    const std::filesystem::path m_folder;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<std::vector<BatchEntry>> m_next;
    std::vector<std::filesystem::path> m_toRemove;
    std::jthread m_thread; // last: joined before the rest goes
};

} // namespace dass

Q_DECLARE_METATYPE(dass::LeftBatches)
