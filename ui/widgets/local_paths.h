#pragma once

#include <QStringList>

class QMimeData;

namespace dass {

// Files and folders of this computer among what is dragged here. Nothing is asked of the disk.
QStringList localPaths(const QMimeData* data);

} // namespace dass
