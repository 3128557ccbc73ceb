#pragma once

#include "app/jobs/job_thread.h"

#include <QObject>
#include <QString>

#include <filesystem>
#include <string>
#include <vector>

namespace dass {

// A clip that is hidden, with the sounds that are known to be in it.
struct NeedleClip
{
    QString path;
    QString name;
    std::vector<std::string> mids; // machine ids of its labels; empty: not told

    bool operator==(const NeedleClip&) const = default;
};

// Cuts sounds out of the sample recording that comes with the program, so that the test can be tried without a file of
// one's own. What has been cut before is used again. GUI thread.
class ExampleNeedles : public QObject
{
    Q_OBJECT
public:
    ExampleNeedles(QString sample, QString folder, QObject* parent = nullptr);

    void start(); // once
    const std::vector<NeedleClip>& clips() const { return m_clips; }

signals:
    void ended(quint64 id, dass::JobEnd end, const QString& error);

private:
    Outcome cut(const std::stop_token& stop) const;

    QString m_sample;
    QString m_folder;
    std::vector<NeedleClip> m_clips;
    JobThread m_thread; // last: its destructor waits for the body
};

} // namespace dass
