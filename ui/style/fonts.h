#pragma once

#include <QFont>

namespace dass {

// The three sizes of the type scale, as factors 1, 0.85 and 1.3 of the application's font, whose figures are tabular.
enum class TextSize { Body, Label, Large };

// The system's sans where all ten digits are equally wide in regular and semibold, else Noto Sans.
QFont chooseApplicationFont();
bool hasTabularFigures(const QFont& font);

QFont textFont(TextSize size, QFont::Weight weight = QFont::Normal);
inline QFont titleFont()
{
    return textFont(TextSize::Body, QFont::DemiBold);
}

} // namespace dass
