#pragma once

#include <QString>

#include <functional>

class QMenu;

namespace dass {

class Settings;

// The languages to choose from, each by its own name. The choice is kept for the next start of the program; `told` gets
// a word on that, in the window's language.
void fillLanguageMenu(QMenu& menu, Settings& settings, const std::function<void(const QString&)>& told);

} // namespace dass
