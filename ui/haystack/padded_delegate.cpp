#include "ui/haystack/padded_delegate.h"

#include "ui/style/theme.h"

#include <QPainter>

namespace dass {

namespace {

constexpr int kRow = 24;
constexpr int kInset = 12; // of the first and the last column
constexpr int kPadding = 4;

} // namespace

QSize PaddedDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(kRow);
    return size;
}

void PaddedDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const bool selected = option.state & QStyle::State_Selected;
    if (selected)
        painter->fillRect(option.rect, tokens().selection);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, tokens().hover);
    const bool last = index.column() == index.model()->columnCount(index.parent()) - 1;
    const QRect text = option.rect.adjusted(index.column() == 0 ? kInset : kPadding, 0, last ? -kInset : -kPadding, 0);
    painter->save();
    painter->setFont(item.font);
    painter->setPen(item.palette.color(QPalette::Text));
    painter->drawText(text, static_cast<int>(item.displayAlignment | Qt::AlignVCenter),
                      item.fontMetrics.elidedText(item.text, Qt::ElideRight, text.width()));
    if (option.state & QStyle::State_HasFocus && selected && index.column() == 0) {
        painter->setPen(QPen(tokens().focus, 2));
        painter->drawRect(option.rect.adjusted(1, 1, -1, -1));
    }
    painter->restore();
}

} // namespace dass
