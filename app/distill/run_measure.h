#pragma once

#include <QMetaType>
#include <QObject>
#include <QString>

#include <cstdint>
#include <memory>
#include <string>

class QProcess;
class QTemporaryDir;

namespace dass {

// What a run will take on this computer, as `dass distill --estimate` found by making a few of its steps.
struct MeasuredRun
{
    std::int64_t steps = 0;
    std::int64_t measuredSteps = 0;
    double stepSeconds = 0;
    double expectedSeconds = 0; // of the whole run, evaluations included
    std::int64_t memoryBytes = 0;
};

// Measures a specification in a process of its own, so that neither its memory nor its end is this program's. GUI
// thread. Deleting it, or cancel(), ends the process; what that wrote goes with it.
class RunMeasure : public QObject
{
    Q_OBJECT
public:
    explicit RunMeasure(QObject* parent = nullptr);
    ~RunMeasure() override;

    void start(const std::string& spec); // in place of the one that runs
    void cancel();                       // says nothing more
    bool isRunning() const { return m_process != nullptr; }

signals:
    void measured(const dass::MeasuredRun& run);
    void failed(const QString& error); // in one line

private:
    void end();

    std::unique_ptr<QTemporaryDir> m_place;
    QProcess* m_process = nullptr;
};

} // namespace dass

Q_DECLARE_METATYPE(dass::MeasuredRun)
