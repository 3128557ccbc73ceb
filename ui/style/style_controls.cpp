#include "ui/style/fonts.h"
#include "ui/style/studio_style.h"
#include "ui/style/style_parts.h"
#include "ui/style/theme.h"

#include <QIcon>
#include <QPainter>
#include <QPainterPath>
#include <QWidget>

#include <algorithm>

namespace dass::part {

namespace {

bool flag(const QWidget* widget, const char* name)
{
    return widget && widget->property(name).toBool();
}

// Pressed is 8 % darker, hovered a little off the resting colour.
QColor controlFill(const QColor& resting, QStyle::State state)
{
    if (!(state & QStyle::State_Enabled))
        return mix(resting, tokens().window, 0.4);
    if (state & (QStyle::State_Sunken | QStyle::State_On))
        return mix(Qt::black, resting, 0.08);
    if (state & QStyle::State_MouseOver)
        return mix(tokens().text, resting, 0.04);
    return resting;
}

QIcon::Mode iconMode(QStyle::State state)
{
    return state & QStyle::State_Enabled ? QIcon::Normal : QIcon::Disabled;
}

} // namespace

int controlHeight(const QWidget* widget)
{
    return flag(widget, styleproperty::kToolRow) ? kToolRowHeight : kControlHeight;
}

void drawFilledBox(QPainter& painter, const QRect& rect, const QColor& fill, const QColor& edge)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill);
    painter.setPen(QPen(edge, 1));
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), kRadius - 0.5, kRadius - 0.5);
    painter.restore();
}

void drawFocusRing(QPainter& painter, const QRect& rect)
{
    painter.save();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(tokens().focus, 2));
    painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -1));
    painter.restore();
}

void drawButton(QPainter& painter, const QStyleOptionButton& option, const QWidget* widget)
{
    const Tokens& t = tokens();
    const bool enabled = option.state & QStyle::State_Enabled;
    if (flag(widget, styleproperty::kPrimary)) {
        const QColor fill = enabled ? controlFill(t.accent, option.state) : t.hairline;
        drawFilledBox(painter, option.rect, fill, fill);
    } else if (flag(widget, styleproperty::kFlat) || (option.features & QStyleOptionButton::Flat)) {
        if (enabled && (option.state & (QStyle::State_MouseOver | QStyle::State_Sunken)))
            drawFilledBox(painter, option.rect, controlFill(t.hover, option.state & ~QStyle::State_MouseOver), t.hover);
    } else {
        drawFilledBox(painter, option.rect, controlFill(t.control, option.state), t.buttonEdge);
    }
}

void drawButtonLabel(QPainter& painter, const QStyleOptionButton& option, const QWidget* widget)
{
    const Tokens& t = tokens();
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool primary = flag(widget, styleproperty::kPrimary);
    painter.save();
    if (primary)
        painter.setFont(titleFont());
    painter.setPen(!enabled ? t.disabled : primary ? t.onAccent : t.text);
    const int icon = option.icon.isNull() ? 0 : option.iconSize.width();
    const int gap = icon && !option.text.isEmpty() ? 6 : 0;
    const int text = painter.fontMetrics().size(Qt::TextShowMnemonic, option.text).width();
    int x = option.rect.left() + (option.rect.width() - icon - gap - text) / 2;
    if (icon) {
        const QRect box(x, option.rect.center().y() - icon / 2 + 1, icon, icon);
        option.icon.paint(&painter, box, Qt::AlignCenter, iconMode(option.state));
    }
    x += icon + gap;
    painter.drawText(QRect(x, option.rect.top(), text + 2, option.rect.height()),
                     Qt::AlignVCenter | Qt::TextHideMnemonic, option.text);
    painter.restore();
}

void drawField(QPainter& painter, const QRect& rect, QStyle::State state, const QWidget* widget)
{
    const Tokens& t = tokens();
    const bool enabled = state & QStyle::State_Enabled;
    const QColor edge = flag(widget, styleproperty::kInvalid) ? t.danger : enabled ? t.fieldEdge : t.buttonEdge;
    drawFilledBox(painter, rect, enabled ? t.base : t.window, edge);
}

void drawCheckBox(QPainter& painter, const QRect& rect, QStyle::State state, const QColor& fill)
{
    const Tokens& t = tokens();
    const QRectF box =
        QRectF(QRect(rect.center() - QPoint(kIndicator / 2 - 1, kIndicator / 2 - 1), QSize(kIndicator, kIndicator)))
            .adjusted(0.5, 0.5, -0.5, -0.5);
    const bool enabled = state & QStyle::State_Enabled;
    const bool filled = state & (QStyle::State_On | QStyle::State_NoChange);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ink = enabled ? fill : t.disabled;
    painter.setPen(QPen(filled ? ink : enabled ? t.fieldEdge : t.buttonEdge, 1));
    painter.setBrush(filled ? ink : t.base);
    painter.drawRoundedRect(box, 3, 3);
    // The mark must show on every tag's colour.
    const bool lightFill = ink.lightnessF() > 0.55 || (t.dark && ink.lightnessF() > 0.42);
    painter.setPen(QPen(lightFill ? QColor(0x17, 0x18, 0x1A) : QColor(Qt::white), 1.8, Qt::SolidLine, Qt::RoundCap,
                        Qt::RoundJoin));
    if (state & QStyle::State_On) {
        const QPointF o = box.topLeft();
        const QPointF mark[] = {o + QPointF(3.2, 6.8), o + QPointF(5.6, 9.2), o + QPointF(9.9, 4.2)};
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(mark, 3);
    } else if (state & QStyle::State_NoChange) {
        painter.drawLine(box.center() - QPointF(3, 0), box.center() + QPointF(3, 0));
    }
    painter.restore();
}

void drawRadioButton(QPainter& painter, const QRect& rect, QStyle::State state)
{
    const Tokens& t = tokens();
    const bool enabled = state & QStyle::State_Enabled;
    const bool on = state & QStyle::State_On;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ink = enabled ? t.accent : t.disabled;
    painter.setPen(QPen(on ? ink : enabled ? t.fieldEdge : t.buttonEdge, 1));
    painter.setBrush(on ? ink : t.base);
    const QRectF circle = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawEllipse(circle);
    if (on) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(enabled ? t.onAccent : t.base);
        painter.drawEllipse(circle.center(), 2.6, 2.6);
    }
    painter.restore();
}

void drawToolButton(QPainter& painter, const QStyleOptionToolButton& option)
{
    const Tokens& t = tokens();
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool active = option.state & (QStyle::State_Sunken | QStyle::State_On);
    if (!(option.state & QStyle::State_AutoRaise))
        drawFilledBox(painter, option.rect, controlFill(t.control, option.state), t.buttonEdge);
    else if (enabled && active)
        drawFilledBox(painter, option.rect, mix(Qt::black, t.hover, 0.08), t.buttonEdge);
    else if (enabled && (option.state & QStyle::State_MouseOver))
        drawFilledBox(painter, option.rect, mix(t.text, t.window, 0.06), mix(t.text, t.window, 0.06));
    if (option.toolButtonStyle == Qt::ToolButtonTextOnly) {
        painter.setPen(enabled ? t.text : t.disabled);
        painter.drawText(option.rect, Qt::AlignCenter | Qt::TextHideMnemonic, option.text);
        return;
    }
    const QSize size = option.iconSize;
    const bool withText = option.toolButtonStyle == Qt::ToolButtonTextBesideIcon && !option.text.isEmpty();
    QRect iconBox(0, 0, size.width(), size.height());
    iconBox.moveCenter(option.rect.center());
    if (withText)
        iconBox.moveLeft(option.rect.left() + 6);
    option.icon.paint(&painter, iconBox, Qt::AlignCenter, iconMode(option.state),
                      option.state & QStyle::State_On ? QIcon::On : QIcon::Off);
    if (withText) {
        painter.setPen(enabled ? t.text : t.disabled);
        painter.drawText(option.rect.adjusted(size.width() + 12, 0, -4, 0), Qt::AlignVCenter | Qt::TextHideMnemonic,
                         option.text);
    }
}

void drawComboBox(QPainter& painter, const QStyleOptionComboBox& option)
{
    const Tokens& t = tokens();
    const bool enabled = option.state & QStyle::State_Enabled;
    drawFilledBox(painter, option.rect, controlFill(t.control, option.state & ~QStyle::State_On), t.buttonEdge);
    const QRect arrow(option.rect.right() - kComboArrow + 1, option.rect.top(), kComboArrow - 2, option.rect.height());
    drawChevron(painter, arrow, Qt::DownArrow, enabled ? t.secondary : t.disabled);
}

QRect sliderHandleRect(const QStyleOptionSlider& option)
{
    const int travel = option.rect.width() - kSliderHandle;
    const int x = QStyle::sliderPositionFromValue(option.minimum, option.maximum, option.sliderPosition, travel,
                                                  option.upsideDown);
    return {option.rect.left() + x, option.rect.center().y() - kSliderHandle / 2 + 1, kSliderHandle, kSliderHandle};
}

void drawSlider(QPainter& painter, const QStyleOptionSlider& option)
{
    const Tokens& t = tokens();
    const bool enabled = option.state & QStyle::State_Enabled;
    const QRectF handle = sliderHandleRect(option);
    const double y = handle.center().y();
    const QColor ink = enabled ? t.accent : t.disabled;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(t.buttonEdge, 3, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(option.rect.left() + 1.5, y), QPointF(option.rect.right() - 0.5, y));
    painter.setPen(QPen(ink, 3, Qt::SolidLine, Qt::RoundCap));
    if (handle.center().x() > option.rect.left() + 2)
        painter.drawLine(QPointF(option.rect.left() + 1.5, y), QPointF(handle.center().x(), y));
    painter.setPen(QPen(ink, 2));
    painter.setBrush(option.state & QStyle::State_Sunken ? mix(ink, t.base, 0.15) : t.base);
    painter.drawEllipse(handle.adjusted(1, 1, -1, -1));
    painter.restore();
}

QRect scrollBarHandleRect(const QStyleOptionSlider& option)
{
    const bool vertical = option.orientation == Qt::Vertical;
    const int length = vertical ? option.rect.height() : option.rect.width();
    const qint64 range = static_cast<qint64>(option.maximum) - option.minimum;
    int handle = length;
    if (range > 0)
        handle = std::clamp(static_cast<int>(static_cast<qint64>(length) * option.pageStep / (range + option.pageStep)),
                            std::min(24, length), length);
    const int at = QStyle::sliderPositionFromValue(option.minimum, option.maximum, option.sliderPosition,
                                                   length - handle, option.upsideDown);
    return vertical ? QRect(option.rect.left(), option.rect.top() + at, option.rect.width(), handle)
                    : QRect(option.rect.left() + at, option.rect.top(), handle, option.rect.height());
}

void drawScrollBar(QPainter& painter, const QStyleOptionSlider& option)
{
    const Tokens& t = tokens();
    painter.fillRect(option.rect, option.palette.brush(QPalette::Window));
    if (option.maximum <= option.minimum)
        return;
    const bool active = option.state & QStyle::State_Sunken || (option.state & QStyle::State_MouseOver &&
                                                                option.activeSubControls == QStyle::SC_ScrollBarSlider);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(active ? t.fieldEdge : t.buttonEdge);
    const QRectF handle = QRectF(scrollBarHandleRect(option)).adjusted(3, 2, -3, -2);
    painter.drawRoundedRect(
        option.orientation == Qt::Vertical ? handle : QRectF(scrollBarHandleRect(option)).adjusted(2, 3, -2, -3), 3, 3);
    painter.restore();
}

void drawProgress(QPainter& painter, const QStyleOptionProgressBar& option)
{
    const Tokens& t = tokens();
    const QRectF groove(option.rect.left(), option.rect.center().y() - 1, option.rect.width(), 4);
    const double range = std::max(1, option.maximum - option.minimum);
    const double share = std::clamp((option.progress - option.minimum) / range, 0.0, 1.0);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.hairline);
    painter.drawRoundedRect(groove, 2, 2);
    painter.setBrush(t.accent);
    painter.drawRoundedRect(QRectF(groove.left(), groove.top(), groove.width() * share, groove.height()), 2, 2);
    painter.restore();
}

void drawChevron(QPainter& painter, const QRect& rect, Qt::ArrowType direction, const QColor& colour)
{
    const QPointF c = QRectF(rect).center();
    QPolygonF line;
    switch (direction) {
    case Qt::UpArrow:
        line << c + QPointF(-3.5, 2) << c + QPointF(0, -1.5) << c + QPointF(3.5, 2);
        break;
    case Qt::RightArrow:
        line << c + QPointF(-1.5, -3.5) << c + QPointF(2, 0) << c + QPointF(-1.5, 3.5);
        break;
    default:
        line << c + QPointF(-3.5, -1.5) << c + QPointF(0, 2) << c + QPointF(3.5, -1.5);
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
    painter.restore();
}

} // namespace dass::part
