#pragma once

#include <QString>

#include <functional>

class QFileDialog;
class QObject;
class QWidget;

namespace dass {

// Ask for what is there already and hold nothing up: the dialog that they return is open, a child of `parent`, and gone
// once it is closed. `chosen` is called with the answer, unless the receiver is gone by then. start: a file or a
// folder; empty: where the last dialog was left. Null where parent or receiver went while the disk was asked for it.
using PathChosen = std::function<void(const QString& path)>;
QFileDialog* askForFile(QWidget* parent, const QString& title, const QString& start, const QString& filter,
                        QObject* receiver, PathChosen chosen);
QFileDialog* askForFolder(QWidget* parent, const QString& title, const QString& start, QObject* receiver,
                          PathChosen chosen);

} // namespace dass
