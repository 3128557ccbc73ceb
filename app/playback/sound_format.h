#pragma once

#include <QAudioFormat>

#include <functional>

namespace dass {

inline constexpr int kUsualRate = 48000; // Hz, of devices that do not say theirs

// Of what a device takes the best for listening: at the rate that it prefers, in stereo, else mono (the other way round
// where it prefers mono), else with all the channels that it prefers; floats, else 16-bit whole numbers. Invalid where
// it takes none of these.
QAudioFormat chooseSoundFormat(const QAudioFormat& preferred,
                               const std::function<bool(const QAudioFormat& format)>& isSupported);

} // namespace dass
