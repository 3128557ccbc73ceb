#pragma once

#include <QStyledItemDelegate>

namespace dass {

struct OpenRecording;

// A row of the recordings list: state icon, name, percent or top tag, and duration; the reason below when something is
// wrong.
class RecordingsDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    // Behind the name, in a row of this width: "43 % · 00:12:31", "Rooster · 00:12:31"; less of it where that would
    // shorten the name. topTag: empty where it is not known.
    static QString rightTextOf(const OpenRecording& recording, const QString& topTag, int width);
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace dass
