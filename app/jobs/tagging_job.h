#pragma once

#include "app/jobs/job_thread.h"
#include "app/jobs/model_store.h"
#include "core/inference/pause_gate.h"
#include "core/inference/tagger.h"
#include "core/report/provenance.h"
#include "core/results/result_store.h"

#include <QObject>

#include <filesystem>
#include <memory>
#include <optional>

namespace dass {

struct TaggingRequest
{
    std::filesystem::path file;
    TaggingSettings settings;
    ModelChoice model;
    std::optional<ResultStore> keepIn; // where a complete result goes, so that it need not be made again
};

// A run as it stands: a copy of the result that shares its growing matrix. Until the run has ended, `result.frames` and
// `result.samples` are what has been tagged so far.
struct TaggingUpdate
{
    TaggingResult result;
    TaggingProgress progress;
    std::shared_ptr<const Provenance> provenance; // the run's; its events settings are for whoever exports
};

// Tags one recording on its own thread, in the background of the window and the sound. Settings are copied. Progress
// comes at most 15 times a second; the last update (with everything that was done) comes before ended(), which comes
// exactly once. A pause holds the run up within 0.2 s, and it goes on from the row where it stood. GUI thread.
class TaggingJob : public QObject
{
    Q_OBJECT
public:
    TaggingJob(std::shared_ptr<ModelStore> store, TaggingRequest request, QObject* parent = nullptr);

    quint64 id() const { return m_thread.id(); }
    const TaggingRequest& request() const { return m_request; }
    void start();
    void cancel() { m_thread.cancel(); } // keeps what is done; ends within 0.2 s once the model is loaded
    void setPaused(bool paused);

signals:
    void progressed(quint64 id, const dass::TaggingUpdate& update);
    void fileChanged(quint64 id);                   // while it was read; a warning of the result says so
    void notKept(quint64 id, const QString& error); // the result is there, but not for the next start
    void ended(quint64 id, dass::JobEnd end, const QString& error);

private:
    Outcome tag(std::stop_token stop);
    bool isChanged(const Provenance& start) const;
    void keep(const TaggingResult& result, const Provenance& provenance, const std::stop_token& stop);

    std::shared_ptr<ModelStore> m_store;
    const TaggingRequest m_request;
    PauseGate m_gate;
    JobThread m_thread; // last: its destructor waits for the body
};

} // namespace dass
