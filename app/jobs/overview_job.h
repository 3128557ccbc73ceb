#pragma once

#include "app/jobs/job_thread.h"

#include <QObject>
#include <QStringList>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

namespace dass {

class AudioReader;
class MelPyramid;
class WaveformPyramid;

// How far decoding for the eye has come. The pyramids grow while it goes on and may be read meanwhile.
struct OverviewUpdate
{
    std::shared_ptr<const WaveformPyramid> waveform;
    std::shared_ptr<const MelPyramid> mel;
    std::int64_t samples = 0;        // decoded, at 16 kHz
    QStringList warnings;            // damage, once it is known
    std::optional<int> channel = {}; // that all this is of, from 0; none: the mean of all
};

// Decodes a recording for its waveform and spectrogram. Updates come at most 15 times a second; the last one comes
// before ended(). GUI thread.
class OverviewJob : public QObject
{
    Q_OBJECT
public:
    // channel: alone, from 0, where the recording has it and others; else the mean of all.
    explicit OverviewJob(std::filesystem::path file, std::optional<int> channel = {}, QObject* parent = nullptr);

    quint64 id() const { return m_thread.id(); }
    void start();
    void cancel() { m_thread.cancel(); }

signals:
    void progressed(quint64 id, const dass::OverviewUpdate& update);
    void ended(quint64 id, dass::JobEnd end, const QString& error);

private:
    std::optional<AudioReader> open(const std::stop_token& stop) const;
    Outcome decode(std::stop_token stop);

    const std::filesystem::path m_file;
    const std::optional<int> m_channel;
    JobThread m_thread; // last: its destructor waits for the body
};

} // namespace dass
