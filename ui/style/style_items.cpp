#include "ui/style/fonts.h"
#include "ui/style/studio_style.h"
#include "ui/style/style_parts.h"
#include "ui/style/theme.h"

#include <QIcon>
#include <QPainter>
#include <QWidget>

namespace dass::part {

void drawRowPanel(QPainter& painter, const QRect& rect, QStyle::State state)
{
    if (state & QStyle::State_Selected)
        painter.fillRect(rect, tokens().selection);
    else if (state & QStyle::State_MouseOver && state & QStyle::State_Enabled)
        painter.fillRect(rect, tokens().hover);
}

void drawBranch(QPainter& painter, const QStyleOption& option)
{
    if (option.state & QStyle::State_Children)
        drawChevron(painter, option.rect, option.state & QStyle::State_Open ? Qt::DownArrow : Qt::RightArrow,
                    tokens().secondary);
}

void drawHeaderSection(QPainter& painter, const QStyleOptionHeader& option, const QWidget* widget)
{
    const bool onPanel = widget && widget->property(styleproperty::kOnPanel).toBool();
    const QColor ground = onPanel ? tokens().window : tokens().base;
    painter.fillRect(option.rect, option.state & QStyle::State_Sunken      ? mix(Qt::black, ground, 0.06)
                                  : option.state & QStyle::State_MouseOver ? mix(tokens().text, ground, 0.04)
                                                                           : ground);
    painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), tokens().hairline);
}

void drawHeaderLabel(QPainter& painter, const QStyleOptionHeader& option)
{
    const Tokens& t = tokens();
    const bool sorted = option.sortIndicator != QStyleOptionHeader::None;
    const bool right = option.textAlignment & Qt::AlignRight;
    constexpr int kPadding = 8;
    constexpr int kArrow = 14;
    QRect box = option.rect.adjusted(kPadding, 0, -kPadding, 0);
    painter.save();
    painter.setFont(textFont(TextSize::Label));
    painter.setPen(sorted ? t.text : t.secondary);
    if (sorted && right)
        box.setLeft(box.left() + kArrow);
    const QString text = painter.fontMetrics().elidedText(option.text, Qt::ElideRight, box.width());
    painter.drawText(box, static_cast<int>(option.textAlignment) | Qt::AlignVCenter | Qt::TextSingleLine, text);
    if (sorted) {
        const int width = painter.fontMetrics().horizontalAdvance(text);
        const int x = right ? box.right() - width - kArrow : box.left() + width + 2;
        // Qt names the indicator after its picture: SortDown is ascending.
        drawChevron(painter, QRect(x, box.top(), kArrow, box.height()),
                    option.sortIndicator == QStyleOptionHeader::SortDown ? Qt::UpArrow : Qt::DownArrow, t.secondary);
    }
    painter.restore();
}

void drawTab(QPainter& painter, const QStyleOptionTab& option)
{
    const Tokens& t = tokens();
    const bool selected = option.state & QStyle::State_Selected;
    const bool hovered = option.state & QStyle::State_MouseOver;
    painter.save();
    painter.setFont(selected ? titleFont() : textFont(TextSize::Body));
    const int text = painter.fontMetrics().size(Qt::TextShowMnemonic, option.text).width();
    constexpr int kIcon = 16;
    constexpr int kGap = 6;
    const int icon = option.icon.isNull() ? 0 : kIcon + kGap;
    int x = option.rect.left() + (option.rect.width() - icon - text) / 2;
    option.icon.paint(&painter, QRect(x, option.rect.center().y() - kIcon / 2, kIcon, kIcon), Qt::AlignCenter,
                      QIcon::Normal, selected ? QIcon::On : QIcon::Off);
    x += icon;
    painter.setPen(selected || hovered ? t.text : t.secondary);
    painter.drawText(QRect(x, option.rect.top(), text + 2, option.rect.height()),
                     Qt::AlignVCenter | Qt::TextHideMnemonic, option.text);
    if (selected)
        painter.fillRect(QRect(option.rect.left(), option.rect.bottom() - 1, option.rect.width(), 2), t.accent);
    painter.restore();
}

} // namespace dass::part
