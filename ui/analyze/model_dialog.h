#pragma once

#include <QString>

class QWidget;

namespace dass {

class Settings;

// Asks for a weights file. Returns its path, or its folder when a config.json lies beside it; empty when cancelled.
QString askForModel(QWidget* parent, Settings& settings);

} // namespace dass
