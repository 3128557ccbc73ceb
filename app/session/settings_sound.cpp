// Settings of what is heard and of the sound that is saved.
#include "app/session/setting_values.h"
#include "app/session/settings.h"

namespace dass {

double Settings::volume() const
{
    return bounded(value("playback/volume"), 0, 1, 0.7);
}

void Settings::setVolume(double volume)
{
    setSoon("playback/volume", volume);
}

ClipSettings Settings::clips() const
{
    ClipSettings clips;
    clips.format = parsed(m_store.value("clips/format"), soundFormatFromName, clips.format);
    clips.paddingSeconds = bounded(m_store.value("clips/padding"), 0, ClipSettings::kMostPadding, 0);
    return clips;
}

void Settings::setClips(const ClipSettings& clips)
{
    m_store.setValue("clips/format", QString::fromStdString(nameOf(clips.format)));
    m_store.setValue("clips/padding", clips.paddingSeconds);
}

double Settings::playbackSpeed() const
{
    return bounded(m_store.value("playback/speed"), 0.5, 2, 1);
}

void Settings::setPlaybackSpeed(double speed)
{
    m_store.setValue("playback/speed", speed);
}

double Settings::playbackGain() const
{
    return bounded(m_store.value("playback/gain_db"), 0, 30, 0);
}

void Settings::setPlaybackGain(double decibels)
{
    m_store.setValue("playback/gain_db", decibels);
}

std::optional<int> HeardChannels::of(int channels, const std::optional<int>& tagged) const
{
    if (kind == Kind::AsTagged)
        return tagged;
    return kind == Kind::One && (channels == 0 || one < channels) ? std::optional(one) : std::nullopt;
}

HeardChannels Settings::heardChannels() const
{
    const QVariant stored = m_store.value("playback/channel");
    if (stored.toString() == QLatin1String("all"))
        return {.kind = HeardChannels::Kind::All};
    const int channel = static_cast<int>(bounded(stored, 1, RunSettings::kMostChannels, 0));
    return channel > 0 ? HeardChannels{.kind = HeardChannels::Kind::One, .one = channel - 1} : HeardChannels();
}

void Settings::setHeardChannels(const HeardChannels& heard)
{
    switch (heard.kind) {
    case HeardChannels::Kind::AsTagged:
        m_store.setValue("playback/channel", "tagged");
        break;
    case HeardChannels::Kind::All:
        m_store.setValue("playback/channel", "all");
        break;
    case HeardChannels::Kind::One:
        m_store.setValue("playback/channel", heard.one + 1);
        break;
    }
}

bool Settings::loop() const
{
    return m_store.value("playback/loop", false).toBool();
}

void Settings::setLoop(bool on)
{
    m_store.setValue("playback/loop", on);
}

} // namespace dass
