#pragma once

#include <QStyledItemDelegate>

namespace dass {

// Rows of 24 px whose text keeps a distance from the panel's edges. An item that can be ticked has a box in the colour
// of its Qt::DecorationRole; a click on the box, or Space, ticks it.
class PaddedDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;
};

} // namespace dass
