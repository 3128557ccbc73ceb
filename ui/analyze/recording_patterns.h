#pragma once

#include <QString>

namespace dass {

// "*.3gp *.3GP …" for the filter of a file dialog: all names that stand for recordings in a folder that is opened. In
// capitals too, as recorders write them and as some desktops' dialogs want to be told.
QString recordingPatterns();

} // namespace dass
