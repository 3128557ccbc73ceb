#pragma once

#include "app/jobs/job_thread.h"
#include "core/niah/runner.h"

#include <QObject>

#include <filesystem>

namespace dass {

// Runs an experiment in its folder, or says what it would cost. Goes on with what the folder holds, unless it is to be
// anew: then one of its name and a number is taken where it is there already. Cancelled, it keeps every needle that is
// scored. In the background. GUI thread.
class ExperimentJob : public QObject
{
    Q_OBJECT
public:
    enum class Kind { Run, RunAnew, Estimate };

    ExperimentJob(Kind kind, niah::Spec spec, std::filesystem::path folder, QObject* parent = nullptr);

    quint64 id() const { return m_thread.id(); }
    void start();
    void cancel() { m_thread.cancel(); }

signals:
    void placed(quint64 id, const QString& folder);                       // anew, before anything else is said
    void progressed(quint64 id, const dass::niah::RunProgress& progress); // at most 15 a second
    void estimated(quint64 id, const dass::niah::RunEstimate& estimate);
    void warned(quint64 id, const dass::niah::RunProgress& warning);
    void ended(quint64 id, dass::JobEnd end, const QString& error);

private:
    Outcome work(const std::stop_token& stop);

    const Kind m_kind;
    const niah::Spec m_spec;
    const std::filesystem::path m_folder;
    JobThread m_thread; // last: its destructor waits for the body
};

} // namespace dass

Q_DECLARE_METATYPE(dass::niah::RunProgress)
Q_DECLARE_METATYPE(dass::niah::RunEstimate)
