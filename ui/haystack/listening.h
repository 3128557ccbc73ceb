#pragma once

#include "app/haystack/listening_job.h"
#include "app/playback/player.h"

#include <QObject>
#include <QTemporaryDir>

#include <memory>

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
    QTemporaryDir m_folder;
    int m_number = 0; // of the file
    bool m_playing = false;
    Player m_player;
    std::unique_ptr<ListeningJob> m_job; // last: its destructor waits for the body
};

} // namespace dass
