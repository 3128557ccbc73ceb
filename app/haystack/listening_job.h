#pragma once

#include "app/haystack/held_mixture.h"
#include "app/jobs/job_thread.h"

#include <QObject>

#include <cstdint>
#include <filesystem>
#include <memory>

namespace dass {

// Writes a part of a mixture as a sound file, to be played. Louder than full scale is made softer as a whole, so that
// the ratio of needle and haystack stays. GUI thread.
class ListeningJob : public QObject
{
    Q_OBJECT
public:
    // Samples [first, end) at 16 kHz.
    ListeningJob(std::shared_ptr<const HeldMixture> mixture, std::int64_t first, std::int64_t end,
                 std::filesystem::path file, QObject* parent = nullptr);

    void start();
    void cancel() { m_thread.cancel(); }
    std::int64_t first() const { return m_first; }
    std::int64_t end() const { return m_end; }
    const std::filesystem::path& file() const { return m_file; }

signals:
    void ended(quint64 id, dass::JobEnd end, const QString& error);

private:
    Outcome write(const std::stop_token& stop) const;

    std::shared_ptr<const HeldMixture> m_mixture;
    std::int64_t m_first;
    std::int64_t m_end;
    std::filesystem::path m_file;
    JobThread m_thread; // last: its destructor waits for the body
};

} // namespace dass
