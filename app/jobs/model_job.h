#pragma once

#include "app/jobs/job_thread.h"
#include "app/jobs/model_store.h"

#include <QObject>

#include <memory>

namespace dass {

// What a loaded model says of itself.
struct ModelReady
{
    std::shared_ptr<const ModelInfo> info;
    Precision precision = Precision::Fp32;     // what Auto became
    QString device;                            // "cpu", "cuda:0"
    QString whyCpu;                            // as TaggingModel::whyCpu
    std::shared_ptr<const TaggingModel> model; // for its sizes; only tagging jobs call it
};

// Loads a model into the store, so that the window can say what it is and the first run starts at once. In the
// background, like the run. GUI thread.
class ModelJob : public QObject
{
    Q_OBJECT
public:
    ModelJob(std::shared_ptr<ModelStore> store, ModelChoice choice, QObject* parent = nullptr);

    quint64 id() const { return m_thread.id(); }
    void start();

signals:
    void loaded(quint64 id, const dass::ModelReady& ready);
    void ended(quint64 id, dass::JobEnd end, const QString& error);

private:
    std::shared_ptr<ModelStore> m_store;
    ModelChoice m_choice;
    JobThread m_thread; // last: its destructor waits for the body
};

} // namespace dass
