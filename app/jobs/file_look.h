#pragma once

#include <QObject>
#include <QString>

#include <functional>

namespace dass {

// Says whether there is a file or folder at path: on context's thread, which calls this, and only while context lives.
// The disk is asked on a thread of its own, which nothing waits for: one that does not answer, say of a network, would
// hold the window up, or its end.
void lookForFile(const QString& path, QObject* context, std::function<void(bool there)> then);

} // namespace dass
