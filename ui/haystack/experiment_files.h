#pragma once

#include "app/haystack/haystack_experiment.h"

#include <QObject>

#include <deque>
#include <memory>
#include <utility>

class QWidget;

namespace dass {

class ExperimentPanel;

// An experiment's files, with the dialogs that ask where: specification, tables and figures. What is written is written
// whole, by a job, and read by one.
class ExperimentFiles : public QObject
{
    Q_OBJECT
public:
    // All outlive it.
    ExperimentFiles(HaystackExperiment& experiment, ExperimentPanel& panel, QString folder, QWidget* window);

    void open();
    void saveSpecification();
    void openSpecification();
    void exportTables();
    void saveFigure();

    // Without a dialog.
    void readSpecification(const QString& file);
    void writeSpecification(const QString& file);
    // Asks before it replaces other tables, those of the same experiment before it went on too; a folder of another
    // experiment is refused.
    void writeTables(const QString& folder);
    void writeFigure(const QString& file); // by its ending

signals:
    void told(const QString& words);
    void noticed(const QString& title, const QString& text);

private:
    bool hasResults(); // says so where there are none
    void write(const QString& what, JobThread::Body body);
    void replaceTables(const QString& from, const QString& to, const QStringList& others);
    void copyTables(const QString& from, const QString& to);

    HaystackExperiment& m_experiment;
    ExperimentPanel& m_panel;
    QString m_folder;
    QWidget* m_window;
    std::deque<std::pair<QString, JobThread::Body>> m_waiting; // to be written after the one of now
    // Last: their destructors wait for the bodies.
    std::unique_ptr<JobThread> m_job;
    std::unique_ptr<JobThread> m_reading;
};

} // namespace dass
