#include "ui/haystack/padded_delegate.h"

#include "ui/style/style_parts.h"
#include "ui/style/theme.h"

#include <QAbstractItemModel>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWidget>

namespace dass {

namespace {

constexpr int kRow = 24;
constexpr int kInset = 12; // of the first and the last column
constexpr int kPadding = 4;
constexpr int kBoxGap = 6; // from a box to its text

QRect boxOf(const QRect& row)
{
    return {row.left() + kInset, row.center().y() - part::kIndicator / 2 + 1, part::kIndicator, part::kIndicator};
}

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
    QRect text = option.rect.adjusted(index.column() == 0 ? kInset : kPadding, 0, last ? -kInset : -kPadding, 0);
    painter->save();
    if (const QVariant ticked = index.data(Qt::CheckStateRole); !ticked.isNull()) {
        const QRect box = boxOf(option.rect);
        const bool on = ticked.toInt() == Qt::Checked;
        part::drawCheckBox(*painter, box, QStyle::State_Enabled | (on ? QStyle::State_On : QStyle::State_Off),
                           index.data(Qt::DecorationRole).value<QColor>());
        text.setLeft(box.right() + kBoxGap);
    }
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

bool PaddedDelegate::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                                 const QModelIndex& index)
{
    const QModelIndex first = index.siblingAtColumn(0);
    const QVariant ticked = first.data(Qt::CheckStateRole);
    bool toggles = false;
    if (event->type() == QEvent::MouseButtonRelease && index.column() == 0) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        const QRect box = boxOf(option.rect).adjusted(-kInset, -kRow, kBoxGap, kRow);
        toggles = mouse->button() == Qt::LeftButton && box.contains(mouse->position().toPoint());
    } else if (event->type() == QEvent::KeyPress) {
        toggles = static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space;
    }
    if (!toggles || ticked.isNull())
        return false;
    return model->setData(first, ticked.toInt() == Qt::Checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

} // namespace dass
