#pragma once

#include <QString>

#include <cstdint>
#include <optional>

namespace dass {

// How numbers are written for people. Times are samples at 16 kHz or seconds.
QString clockText(double seconds, bool tenths = true); // "01:02:03.4"
QString sampleClockText(std::int64_t sample, bool tenths = true);
// With thousandths, for a field in which a time is changed.
QString exactClockText(std::int64_t sample, const std::optional<double>& clockStart = {}); // "01:02:03.456"
// Seconds from "1:02:03.5", "2:03" or "93.5"; none when it is not a time.
std::optional<double> parseTime(const QString& text);
// The sample that such a field means: a time of day where the clock is shown, the one nearest to `near`.
std::optional<std::int64_t> parseSample(const QString& text, const std::optional<double>& clockStart,
                                        std::int64_t near);
// Time of day, where the clock stood at so many seconds of the day at sample 0; else as sampleClockText.
QString sampleTimeText(std::int64_t sample, const std::optional<double>& clockStart, bool tenths = true);
QString shortDurationText(double seconds);   // "15.0 s"
QString longDurationText(double seconds);    // "2 h 5 min", "1 min 24 s", "9 s"
QString bytesText(std::uint64_t bytes);      // "1.42 GB"
QString countText(std::int64_t count);       // "4.3 M"
QString probabilityText(double probability); // "0.43"
// As a sentence: a capital letter in front, a full stop at the end.
QString sentenceText(const QString& words);
QString percentText(double share);       // "43 %"
QString speedText(double timesRealTime); // "61 × real time"

// "Open recordings" of the menu's "&Open recordings…". Languages without mnemonics of their own put them in brackets.
QString withoutMnemonic(const QString& menuText);

} // namespace dass
