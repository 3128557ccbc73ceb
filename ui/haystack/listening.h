#pragma once

#include "app/haystack/listening_job.h"
#include "app/playback/player.h"

#include <QObject>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace dass {

// Plays a part of a mixture: it is written as a sound file in a folder of its own, and played from there. GUI thread.
class Listening : public QObject
{
    Q_OBJECT
public:
    explicit Listening(double volume, QObject* parent = nullptr);

    // From this frame on, at most a minute.
    void play(const std::shared_ptr<const HeldMixture>& mixture, double frame);
    void stop();
    bool isPlaying() const { return m_playing; }

    static constexpr int kSeconds = 60;

signals:
    void playingChanged();
    void positionChanged(double frame); // that is heard now
    void noticed(const QString& text);

private:
    void end(const ListeningJob* job, JobEnd end, const QString& error);

    std::shared_ptr<QTemporaryDir> m_folder;
    int m_number = 0;     // of the file
    QString m_playedFile; // that the player has; removed when it gets the next
    bool m_playing = false;
    Player m_player;
    // Last: their destructors wait for the bodies.
    std::unique_ptr<ListeningJob> m_job;
    bool m_written = false;                              // by m_job
    std::vector<std::unique_ptr<ListeningJob>> m_ending; // no longer wanted, until their bodies end
};

} // namespace dass
