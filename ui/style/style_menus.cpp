#include "ui/style/fonts.h"
#include "ui/style/mnemonics.h"
#include "ui/style/style_parts.h"
#include "ui/style/theme.h"

#include <QFontMetrics>
#include <QIcon>
#include <QPainter>

#include <algorithm>

namespace dass::part {

namespace {

constexpr int kTextLeft = 30; // room for the check mark or icon
constexpr int kTextRight = 14;
constexpr int kShortcutGap = 32;
constexpr int kSeparatorHeight = 9;

struct ItemText
{
    QString label;
    QString shortcut;
};

ItemText split(const QString& text)
{
    const qsizetype tab = text.indexOf(QLatin1Char('\t'));
    return tab < 0 ? ItemText{text, {}} : ItemText{text.left(tab), text.mid(tab + 1)};
}

int letters()
{
    return Mnemonics::areShown() ? Qt::TextShowMnemonic : Qt::TextHideMnemonic;
}

} // namespace

void drawMenuBarItem(QPainter& painter, const QStyleOptionMenuItem& option)
{
    const Tokens& t = tokens();
    painter.fillRect(option.rect, t.window);
    const bool active = option.state & QStyle::State_Selected;
    if (active && option.state & QStyle::State_Enabled) {
        const QColor fill = mix(t.text, t.window, option.state & QStyle::State_Sunken ? 0.12 : 0.06);
        drawFilledBox(painter, option.rect, fill, fill);
    }
    painter.setPen(option.state & QStyle::State_Enabled ? t.text : t.disabled);
    painter.drawText(option.rect, Qt::AlignCenter | letters(), option.text);
}

void drawMenuPanel(QPainter& painter, const QRect& rect)
{
    painter.fillRect(rect, tokens().raised);
    painter.setPen(tokens().buttonEdge);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect.adjusted(0, 0, -1, -1));
}

void drawMenuItem(QPainter& painter, const QStyleOptionMenuItem& option)
{
    const Tokens& t = tokens();
    const QRect rect = option.rect;
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        painter.fillRect(QRect(rect.left() + 8, rect.center().y(), rect.width() - 16, 1), t.hairline);
        return;
    }
    const bool enabled = option.state & QStyle::State_Enabled;
    if (enabled && option.state & QStyle::State_Selected)
        drawFilledBox(painter, rect.adjusted(4, 0, -4, 0), t.selection, t.selection);
    const ItemText text = split(option.text);
    painter.save();
    painter.setPen(enabled ? t.text : t.disabled);
    painter.setFont(option.font);
    painter.drawText(rect.adjusted(kTextLeft, 0, -kTextRight, 0), Qt::AlignVCenter | letters() | Qt::TextSingleLine,
                     text.label);
    const QRect mark(rect.left() + 8, rect.center().y() - 7, 16, 16);
    if (option.checkType != QStyleOptionMenuItem::NotCheckable && option.checked) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(enabled ? t.text : t.disabled, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QPointF o = mark.topLeft();
        const QPointF tick[] = {o + QPointF(3, 8.2), o + QPointF(6.4, 11.6), o + QPointF(13, 4.6)};
        painter.drawPolyline(tick, 3);
    } else if (!option.icon.isNull()) {
        option.icon.paint(&painter, mark, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    }
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu) {
        drawChevron(painter, QRect(rect.right() - 20, rect.top(), 16, rect.height()), Qt::RightArrow, t.secondary);
    } else if (!text.shortcut.isEmpty()) {
        painter.setFont(textFont(TextSize::Label));
        painter.setPen(enabled ? t.secondary : t.disabled);
        painter.drawText(rect.adjusted(kTextLeft, 0, -kTextRight, 0), Qt::AlignVCenter | Qt::AlignRight, text.shortcut);
    }
    painter.restore();
}

QSize menuItemSize(const QStyleOptionMenuItem& option)
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator)
        return {64, kSeparatorHeight};
    const ItemText text = split(option.text);
    int width = kTextLeft + QFontMetrics(option.font).size(Qt::TextShowMnemonic, text.label).width() + kTextRight;
    if (!text.shortcut.isEmpty())
        width += kShortcutGap + QFontMetrics(textFont(TextSize::Label)).horizontalAdvance(text.shortcut);
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu)
        width += 20;
    return {std::max(width, 120), kMenuRow};
}

} // namespace dass::part
