#pragma once

#include "app/jobs/queue_worker.h"
#include "core/corrections/corrections_file.h"

#include <QMetaType>
#include <QObject>
#include <QString>

#include <filesystem>
#include <memory>

namespace dass {

// Reads and writes the files that corrections are kept in, off the GUI thread and one after the other, so that what was
// written before is what is read. Of writes to one file that were not started the newest is done. GUI thread.
class CorrectionsWorker : public QObject
{
    Q_OBJECT
public:
    explicit CorrectionsWorker(QObject* parent = nullptr); // its destructor writes what is still to be written

    // Returns the request's number, which comes back with its answer.
    quint64 read(const std::filesystem::path& file);
    // Makes the folder. An empty list leaves no file.
    void write(const std::filesystem::path& file, CorrectedRecording recording,
               std::shared_ptr<const CorrectionList> corrections);

signals:
    // Never null. damage: one line when the file could not be used; it has another name then, which the line tells, and
    // the list is empty. No file is no damage.
    void ready(quint64 request, std::shared_ptr<const dass::CorrectionList> corrections, const QString& damage);
    void writingFailed(const QString& error);

private:
    struct Task
    {
        quint64 number = 0; // of a read
        std::filesystem::path file;
        CorrectedRecording recording;
        std::shared_ptr<const CorrectionList> corrections; // to be written; null: to be read
    };
    void doRead(const Task& task);
    void doWrite(const Task& task);

    quint64 m_last = 0;
    QueueWorker<Task> m_worker;
};

} // namespace dass
