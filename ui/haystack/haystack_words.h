#pragma once

#include "app/haystack/probe.h"

#include <QString>

#include <vector>

namespace dass {

// What the Haystack workspace calls things.
QString haystackName(niah::HaystackKind kind); // "White noise"
const std::vector<niah::HaystackKind>& haystackKinds();
// Of a file, that file too.
QString haystackTitle(const niah::HaystackSpec& haystack);
QString insertionName(niah::Insertion insertion);
QString insertionHint(niah::Insertion insertion, double crossfadeSeconds); // what it does, a sentence
QString poolingName(Pooling pooling);
const std::vector<Pooling>& allPoolings();
QString ratioText(double decibels);                         // "+6 dB", "−5 dB"
QString stageText(const ProbeProgress& progress);           // "Making the haystack"
QString shortTimeText(double seconds, bool tenths = false); // "2:30", "1:00:00", of a ruler

} // namespace dass
