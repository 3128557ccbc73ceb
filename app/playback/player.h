#pragma once

#include <QObject>
#include <QString>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

namespace dass {

class SoundOutput;

// Plays a recording through the system's default output, in stereo where it has several channels. Positions are samples
// at 16 kHz, the clock of plots and events; the sound itself is decoded at the device's rate on a thread of its own.
// Works without an output device: play() then says why in notice() and changes nothing else. GUI thread only.
class Player : public QObject
{
    Q_OBJECT

public:
    enum class State { Stopped, Playing, Paused };
    Q_ENUM(State)

    explicit Player(QObject* parent = nullptr);
    Player(std::unique_ptr<SoundOutput> output, QObject* parent); // for tests
    ~Player() override;                                           // stops the sound

    // The recording that the next play() is about; stops what plays. The file is opened by the decoding thread, so
    // that a slow disk does not hold up the window; a file that cannot be read ends in notice().
    void setSource(const std::filesystem::path& path);

    State state() const;
    std::int64_t position() const; // what is heard now, or where play() goes on

    // end: where to stop (and where a loop turns back); below 0 or not after start: the end of the recording.
    void play(std::int64_t start, std::int64_t end = -1);
    void pause();
    void resume(); // from position(), to the end of the last play()
    void stop();   // position() stays
    // Goes on playing if it was; a position outside what play() was told ends that restriction.
    void seek(std::int64_t sample);
    void setLoop(bool loop);
    bool loop() const;
    void setVolume(double volume); // 0 to 1, as loudness is perceived
    double volume() const;
    // Samples of the recording to each one heard, kSlowest to kFastest; the pitch stays. Goes on from where it is.
    void setSpeed(double speed);
    double speed() const;
    // Amplifies what is too soft, 0 to kMostGain; what would be louder than full scale is cut off.
    void setGain(double decibels);
    double gain() const;
    // This one alone, from 0, where the recording has it; none: all. Goes on from where it is.
    void setChannel(const std::optional<int>& channel);
    std::optional<int> channel() const;

    static constexpr double kSlowest = 0.5;
    static constexpr double kFastest = 2;
    static constexpr double kMostGain = 30;

    static bool hasOutputDevice();

Q_SIGNALS:
    void stateChanged(dass::Player::State state);
    void positionChanged(qint64 sample); // about 60 a second while playing, and on seek
    void finished();                     // reached its end by itself
    void notice(const QString& message); // no output device, device lost, file that cannot be read: one line

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace dass
