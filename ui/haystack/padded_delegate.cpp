#include "ui/haystack/padded_delegate.h"

#include "ui/style/theme.h"

#include <QPainter>
#include <QWidget>

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
    const auto* view = qobject_cast<const QWidget*>(option.widget);
    if (selected && view && view->hasFocus()) { // round the whole row, of which each column draws its part
        const QRect row = option.rect;
        for (const int y : {row.top(), row.bottom() - 1})
            painter->fillRect(row.left(), y, row.width(), 2, tokens().focus);
        if (index.column() == 0)
            painter->fillRect(row.left(), row.top(), 2, row.height(), tokens().focus);
        if (last)
            painter->fillRect(row.right() - 1, row.top(), 2, row.height(), tokens().focus);
    }
    painter->restore();
}

} // namespace dass
