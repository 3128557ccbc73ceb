#pragma once

#include <QString>
#include <QStringList>

namespace dass {

// The files that come with the program, found from where the program lies: in an installed tree under
// <prefix>/share/dass-studio, in a build tree under the source's resources. Empty when they are not there.
QString bundledModelFolder(); // folder with config.json and model.safetensors
QString sampleRecording();    // audio file
QStringList bundledModelFolders();

} // namespace dass
