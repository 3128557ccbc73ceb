#pragma once

#include "app/jobs/job_thread.h"
#include "app/jobs/model_job.h"
#include "app/jobs/model_store.h"
#include "app/session/settings.h"
#include "core/report/provenance.h"

#include <QObject>
#include <QString>

#include <memory>

namespace dass {

enum class ModelState { None, Loading, Ready, Failed };

// The model that runs are made with. Loading goes on off the GUI thread, into the store, so that the first run starts
// at once; the newest choice counts. GUI thread.
class ChosenModel : public QObject
{
    Q_OBJECT
public:
    ChosenModel(Settings& settings, std::shared_ptr<ModelStore> store, QObject* parent = nullptr);

    // Loading starts at once, with the run's device, precision and threads. remember: once loaded, the next start of
    // the program takes it again.
    void choose(const QString& path, const RunSettings& run, bool remember);
    void reload(const RunSettings& run);              // the same one; does nothing while there is none
    bool fits(const RunSettings& run) const;          // it need not be loaded again for such a run
    ModelChoice choice(const RunSettings& run) const; // of a run

    const QString& path() const { return m_path; }
    ModelState state() const { return m_state; }
    bool isReady() const { return m_state == ModelState::Ready; }
    const QString& error() const { return m_error; }                                 // where it failed
    const std::shared_ptr<const ModelInfo>& info() const { return m_info; }          // null unless Ready
    const std::shared_ptr<const TaggingModel>& network() const { return m_network; } // for its sizes; null unless Ready
    Precision precision() const { return m_precision; }                              // what Auto became
    const QString& device() const { return m_device; }                               // "cpu", "cuda:0"
    const QString& whyCpu() const { return m_whyCpu; } // why automatic became the CPU, in words; else empty

    // Once a run is over: the GPU may have failed, and the CPU taken its place. True where the device is another one.
    bool followDevice();
    Provenance provenance(const RunSettings& run) const; // of a run, but for its recording; only while Ready

signals:
    void loading();
    void ready();
    void failed(const QString& error);

private:
    void load(const RunSettings& run);
    void take(quint64 id, const ModelReady& model);
    void end(quint64 id, JobEnd end, const QString& error);

    Settings& m_settings;
    std::shared_ptr<ModelStore> m_store;
    QString m_path;
    ModelChoice m_wanted; // that was loaded last, or is being loaded
    bool m_remember = true;
    ModelState m_state = ModelState::None;
    QString m_error;
    std::shared_ptr<const ModelInfo> m_info;
    std::shared_ptr<const TaggingModel> m_network;
    Precision m_precision = Precision::Auto;
    QString m_device;
    QString m_whyCpu;
    std::unique_ptr<ModelJob> m_job; // last: its destructor waits for the body
};

} // namespace dass
