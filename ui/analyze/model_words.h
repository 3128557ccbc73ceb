#pragma once

#include "app/session/model_shelf.h"

#include <QString>

namespace dass {

// What is said of models in the chooser.
QString placeText(const ShelvedModel& model);    // "bundled", "installed", "added", "released"
QString factsLine(const ShelvedModel& model);    // the line below the name in the list
QString progressText(const ShelvedModel& model); // "43 %, 52 MB of 122 MB, 3.1 MB/s, 23 s left"
QString classesText(const ModelInfo& info);      // "527, AudioSet's", "5: horn, whistle, …"
QString shapeText(const ModelInfo& info);        // "1, 1, 4, 2 blocks of 32, 64, 128, 256 channels"
QString layoutText(const ModelInfo& info);       // "DASS, in Hugging Face's layout"
double downloadShare(const ShelvedModel& model); // 0 to 1

} // namespace dass
