#pragma once

#include "app/jobs/job_thread.h"
#include "core/model/model_origin.h"
#include "core/model/tagging_model.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace dass {

// What is known of a model on the disk.
struct ModelDescription
{
    QString path;                          // of the folder, where config.json lies beside the weights; else the file
    std::shared_ptr<const ModelInfo> info; // null when it cannot be read as a model
    bool tags = false;                     // whether recordings can be tagged with it
    QString error;                         // why it cannot be read: one line
    qint64 bytes = 0;                      // of the weights
    QString card;                          // Markdown, without its front matter; empty where there is none
    QString licence;                       // of the card's front matter, or of the origin
    std::optional<ModelOrigin> origin;     // of a downloaded one
};

// Reads models on the disk, one after another and as strictly as for a run. Of a folder that is no model's, the weights
// files in it. Every path that it is given gets at least one answer. GUI thread.
class ModelReaderJob : public QObject
{
    Q_OBJECT
public:
    explicit ModelReaderJob(std::vector<QString> paths, QObject* parent = nullptr);

    quint64 id() const { return m_thread.id(); }
    void start();
    void cancel() { m_thread.cancel(); }

    static constexpr qint64 kMostCardBytes = 64 << 10; // more would take the window's time to lay out

signals:
    // asked: the path that was given.
    void described(quint64 id, const QString& asked, std::shared_ptr<const dass::ModelDescription> description);
    void ended(quint64 id, dass::JobEnd end, const QString& error);

private:
    Outcome read(const std::stop_token& stop);

    const std::vector<QString> m_paths;
    JobThread m_thread; // last: its destructor waits for the body
};

} // namespace dass

Q_DECLARE_METATYPE(std::shared_ptr<const dass::ModelDescription>)
