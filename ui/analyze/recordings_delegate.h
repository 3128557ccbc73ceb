#pragma once

#include <QStyledItemDelegate>

namespace dass {

// A row of the recordings list: state icon, name, duration or percent; the reason below when something is wrong.
class RecordingsDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace dass
