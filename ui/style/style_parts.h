#pragma once

// The drawing of StudioStyle, one function a part. All take their colours from tokens().

#include <QStyleOption>

class QPainter;
class QWidget;

namespace dass::part {

inline constexpr double kRadius = 4;
inline constexpr int kControlHeight = 26;
inline constexpr int kToolRowHeight = 22;
inline constexpr int kIndicator = 14; // check box and radio button
inline constexpr int kSliderHandle = 14;
inline constexpr int kScrollBar = 12;
inline constexpr int kComboArrow = 22; // width of the arrow's part
inline constexpr int kMenuRow = 26;
inline constexpr int kHeaderRow = 24;

int controlHeight(const QWidget* widget);

// style_controls.cpp
void drawFilledBox(QPainter& painter, const QRect& rect, const QColor& fill, const QColor& edge);
void drawFocusRing(QPainter& painter, const QRect& rect); // 2 px, along the inside of rect
void drawButton(QPainter& painter, const QStyleOptionButton& option, const QWidget* widget);
void drawButtonLabel(QPainter& painter, const QStyleOptionButton& option, const QWidget* widget);
void drawField(QPainter& painter, const QRect& rect, QStyle::State state, const QWidget* widget);
void drawCheckBox(QPainter& painter, const QRect& rect, QStyle::State state, const QColor& fill);
void drawRadioButton(QPainter& painter, const QRect& rect, QStyle::State state);
void drawToolButton(QPainter& painter, const QStyleOptionToolButton& option);
void drawComboBox(QPainter& painter, const QStyleOptionComboBox& option);
void drawSlider(QPainter& painter, const QStyleOptionSlider& option);
QRect sliderHandleRect(const QStyleOptionSlider& option);
void drawScrollBar(QPainter& painter, const QStyleOptionSlider& option);
QRect scrollBarHandleRect(const QStyleOptionSlider& option);
void drawProgress(QPainter& painter, const QStyleOptionProgressBar& option);
void drawChevron(QPainter& painter, const QRect& rect, Qt::ArrowType direction, const QColor& colour);

// style_items.cpp
void drawRowPanel(QPainter& painter, const QRect& rect, QStyle::State state);
void drawBranch(QPainter& painter, const QStyleOption& option);
void drawHeaderSection(QPainter& painter, const QStyleOptionHeader& option, const QWidget* widget);
void drawHeaderLabel(QPainter& painter, const QStyleOptionHeader& option);
void drawTab(QPainter& painter, const QStyleOptionTab& option);

// style_menus.cpp
void drawMenuBarItem(QPainter& painter, const QStyleOptionMenuItem& option);
void drawMenuPanel(QPainter& painter, const QRect& rect);
void drawMenuItem(QPainter& painter, const QStyleOptionMenuItem& option);
QSize menuItemSize(const QStyleOptionMenuItem& option);

} // namespace dass::part
