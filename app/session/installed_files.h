#pragma once

#include <QString>
#include <QStringList>

namespace dass {

// The files that come with the program (core/base/resources.h) as the window names them. Empty when not there. Models
// are looked for once: they stay where they are while the program runs, and the GUI thread asks for them often.
QString bundledModelFolder();      // of the model that is used when none is chosen
QStringList bundledModelFolders(); // of every model; each holds config.json and model.safetensors
QString sampleRecording();         // audio file
QString releaseList();             // of models that can be downloaded (app/jobs/release_list.h)

} // namespace dass
