#pragma once

#include "app/playback/player.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <memory>

namespace dass {

class AnalyzeSession;
class PlotStack;
class SoundOutput;
class TransportBar;
struct SampleSpan;

// Keeps playback, plots and the transport bar on one clock: samples at 16 kHz.
class PlaybackController : public QObject
{
    Q_OBJECT
public:
    PlaybackController(AnalyzeSession& session, PlotStack* stack, TransportBar* bar,
                       std::unique_ptr<SoundOutput> output, QObject* parent);

    void toggle();                                       // Space
    void playSpan(std::int64_t start, std::int64_t end); // P
    void seek(std::int64_t sample);
    void skip(double seconds);
    void setLoop(bool loop);
    void setVolume(double volume);
    void setSpeed(double speed, double gain); // as Player's
    void playFile(const QString& path);       // from its start, without opening it
    std::int64_t position() const { return m_player.position(); }

signals:
    void noticed(const QString& title, const QString& text);

private:
    void showPosition(std::int64_t sample);
    void showPlayhead(); // moves the view to it
    void takeCurrent();
    void setSource(const QString& path);

    AnalyzeSession& m_session;
    PlotStack* m_stack;
    TransportBar* m_bar;
    Player m_player;
    QString m_source; // that it plays
};

} // namespace dass
