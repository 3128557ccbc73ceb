#pragma once

#include <QMenu>

namespace dass {

class Settings;

// Light, dark, or as the system has it; at once, and kept.
class ThemeMenu : public QMenu
{
    Q_OBJECT
public:
    explicit ThemeMenu(Settings& settings, QWidget* parent = nullptr); // settings outlive it
};

} // namespace dass
