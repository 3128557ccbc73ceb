#pragma once

#include <QString>

class QWidget;

namespace dass {

// Asks for a file to write; a name without an ending gets `suffix` (without a dot) before the question about a file
// that is there already, so that it is about the file that is written. folder: to begin in; name: a suggestion, or
// empty. Empty: none.
QString askWhereToSave(QWidget* parent, const QString& title, const QString& folder, const QString& name,
                       const QString& filter, const QString& suffix);

} // namespace dass
