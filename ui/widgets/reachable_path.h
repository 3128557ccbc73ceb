#pragma once

#include <QString>

namespace dass {

// Where a file dialog may begin that was to begin at path, a file or a folder. Such a dialog looks at it on the GUI
// thread, for which a disk that does not answer, say of a network, would freeze the window. So it is asked elsewhere
// first: if it says soon what is there, or that nothing is, this is path itself, else the person's home. An empty path
// stays so. Waits for the answer, for 0.3 s at most; keys and clicks wait with it.
QString reachable(const QString& path);

// The same of a folder, which is made where it is missing.
QString madeReachable(const QString& folder);

} // namespace dass
