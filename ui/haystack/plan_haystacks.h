#pragma once

#include "core/niah/haystack.h"

#include <QString>

class QAction;
class QToolButton;

namespace dass {

// Haystacks as the plan's menu has them: a kind, whatever its seed, or a file or folder.
bool isHaystackOf(const niah::HaystackSpec& haystack, const QAction& action);
niah::HaystackSpec haystackOf(const QAction& action);

// On a button with a menu: as much as has room, and all of it in its tool tip.
void showChosen(QToolButton* button, const QString& text);

} // namespace dass
