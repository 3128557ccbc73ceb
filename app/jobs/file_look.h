#pragma once

#include <QObject>
#include <QString>

#include <functional>

namespace dass {

// Says whether there is a file or folder at path: on context's thread, and only while context lives. The disk is asked
// on a thread of its own, as one that does not answer, say of a network, would hold up the window.
void lookForFile(const QString& path, QObject* context, std::function<void(bool there)> then);

} // namespace dass
