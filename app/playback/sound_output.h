#pragma once

#include <QObject>
#include <QString>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>

namespace dass {

// An output device as the player needs it: it pulls samples and says how many have been heard. GUI thread, except
// for the source, which the device may call from a thread of its own.
class SoundOutput : public QObject
{
    Q_OBJECT

public:
    // Fills the span with samples of so many channels, 1 or 2 (left and right), beside each other; never waits.
    using Source = std::function<void(std::span<float> samples, int channels)>;

    using QObject::QObject;

    // Hz that the device likes best; none without a device.
    virtual int sampleRate() const = 0;
    // Starts to pull. False with a one-line reason when the device cannot be opened.
    virtual bool start(Source source, QString& reason) = 0;
    virtual void suspend() = 0;
    virtual void resume() = 0;
    virtual void stop() = 0; // afterwards the source is not called any more
    virtual void setVolume(double linear) = 0;
    // Samples heard since start().
    virtual std::int64_t heardSamples() const = 0;

Q_SIGNALS:
    void failed(const QString& reason); // the device went away while playing
};

// The system's default output through Qt Multimedia.
std::unique_ptr<SoundOutput> makeSystemSoundOutput();

} // namespace dass
