#pragma once

#include "app/jobs/job_thread.h"
#include "core/report/class_list.h"

#include <QObject>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dass {

// Reads a file of classes, or writes one whole. GUI thread.
class ClassListJob : public QObject
{
    Q_OBJECT
public:
    // With a text: writes it. Without: reads, for a model with these labels.
    ClassListJob(std::filesystem::path file, std::vector<Label> labels, std::optional<std::string> text,
                 QObject* parent = nullptr);

    quint64 id() const { return m_thread.id(); }
    void start();

signals:
    void read(quint64 id, const dass::ClassList& list);
    void ended(quint64 id, dass::JobEnd end, const QString& error);

private:
    const std::filesystem::path m_file;
    const std::vector<Label> m_labels;
    const std::optional<std::string> m_text;
    JobThread m_thread; // last: its destructor waits for the body
};

} // namespace dass
