#pragma once

#include <QStyledItemDelegate>

namespace dass {

// A row of the list of runs: state and name, how far it is and what is left, a line at its foot while it is at work.
class RunsDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace dass
