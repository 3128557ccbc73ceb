#pragma once

#include "ui/style/fonts.h"

#include <QString>

class QLabel;
class QVBoxLayout;
class QWidget;

namespace dass {

// Pages of words and a few controls: one column in the middle, on the colour of plots and tables.

// The column, with its title at the top, in a widget of this width that is not placed yet: its parentWidget().
QVBoxLayout* makePageColumn(QWidget* page, int width, const QString& title);
void placeInMiddle(QWidget* content, QWidget* page); // a little above it
// Explaining words, in the secondary colour.
QLabel* makeWords(const QString& text, QWidget* parent, TextSize size = TextSize::Body);

} // namespace dass
