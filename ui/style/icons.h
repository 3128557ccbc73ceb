#pragma once

#include <QIcon>
#include <QPixmap>

namespace dass {

// The program's own icons (resources/icons), by what they mean.
enum class Icon {
    Analyze,
    Cancel,
    Check,
    Clock,
    Close,
    Copy,
    Distill,
    Edit,
    Error,
    Export,
    External,
    File,
    Folder,
    Gear,
    Haystack,
    Info,
    Loop,
    More,
    Open,
    PanelLeft,
    PanelRight,
    Pause,
    Play,
    Plus,
    Ring,
    Run,
    Search,
    SkipBack,
    SkipForward,
    Success,
    Tag,
    Undo,
    Volume,
    VolumeOff,
    Warning,
    ZoomFit,
    ZoomIn,
    ZoomOut,
};
inline constexpr int kIconCount = static_cast<int>(Icon::ZoomOut) + 1;

// Which of the theme's colours an icon is drawn in. Disabled icons take the disabled colour whatever the tone.
enum class IconTone { Text, Secondary, Accent, OnAccent, Danger, Warning, Success };

const QColor& toneColour(IconTone tone); // in the present theme
QString iconPath(Icon icon);             // in the program's resources

// Drawn afresh from its SVG for each size, state, screen resolution and theme; need not be set again when the theme
// changes. An icon in state QIcon::On (a chosen tab) is drawn in the text's colour.
QIcon themedIcon(Icon icon, IconTone tone = IconTone::Text);

// For painting by hand. size in logical pixels.
QPixmap iconPixmap(Icon icon, const QColor& colour, int size, double devicePixelRatio);

} // namespace dass
