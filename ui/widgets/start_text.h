#pragma once

#include "core/audio/recording_start.h"

#include <QString>

namespace dass {

// How the start of a recording is written for people.
QString startText(const RecordingStart& start);       // "2024-05-31 04:30:00"
QString offsetText(const RecordingStart& start);      // "UTC+2", "UTC−3:30"; empty where it is not known
QString startSourceText(const RecordingStart& start); // "from the file's GUANO chunk"

} // namespace dass
