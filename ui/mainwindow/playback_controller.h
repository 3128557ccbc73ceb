#pragma once

#include "app/playback/player.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <memory>
#include <optional>

namespace dass {

class AnalyzeSession;
class PlotStack;
class SoundOutput;
class TransportBar;
struct HeardChannels;
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
    void setHeardChannels(const HeardChannels& heard);
    void playFile(const QString& path); // from its start, without opening it
    std::int64_t position() const { return m_player.position(); }
    // Of the current recording: how many it has, 0 without one or while that is not known, and which one is heard
    // alone, from 0; none: all.
    int channels() const { return m_channels; }
    std::optional<int> heardChannel() const { return m_player.channel(); }

signals:
    void noticed(const QString& title, const QString& text);
    void channelsChanged(); // channels() or heardChannel()

private:
    void showPosition(std::int64_t sample);
    void showPlayhead(); // moves the view to it
    void takeCurrent();
    void setSource(const QString& path);
    void followChannels();

    AnalyzeSession& m_session;
    PlotStack* m_stack;
    TransportBar* m_bar;
    Player m_player;
    QString m_source; // that it plays
    int m_channels = 0;
};

} // namespace dass
