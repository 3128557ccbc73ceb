#pragma once

#include <QMetaType>
#include <QObject>
#include <QPointer>
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
// thread; what lies on the disk is written and removed elsewhere. Deleting it, or cancel(), ends the process; what that
// wrote goes with it.
class RunMeasure : public QObject
{
    Q_OBJECT
public:
    explicit RunMeasure(QObject* parent = nullptr);
    ~RunMeasure() override;

    void start(const std::string& spec); // in place of the one that runs
    void cancel();                       // says nothing more
    bool isRunning() const { return m_preparing || m_process; }

signals:
    void measured(const dass::MeasuredRun& run);
    void failed(const QString& error); // in one line

private:
    // What a process is started with.
    struct Prepared
    {
        std::shared_ptr<const QTemporaryDir> place; // null: there was no room for it
        QString program;                            // empty: it was not found
        QString spec;
    };

    static Prepared prepare(const std::string& spec);
    void run(const Prepared& prepared);
    void end();

    std::shared_ptr<const QTemporaryDir> m_place;
    QPointer<QObject> m_preparing; // the question; null: nothing is being prepared
    QProcess* m_process = nullptr;
};

} // namespace dass

Q_DECLARE_METATYPE(dass::MeasuredRun)
