#include "ui/analyze/events_delegate.h"

#include "ui/analyze/events_model.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/studio_style.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QPainter>

#include <algorithm>

namespace dass {

namespace {

constexpr int kEventRow = 24;
constexpr int kPadding = 8;
constexpr int kDot = 9;
constexpr int kBar = 6;
constexpr int kIcon = 12;
constexpr int kNumber = 28; // room for the peak before its bar

} // namespace

void EventsDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Tokens& t = tokens();
    painter->save();
    QApplication::style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
    const QVariant colour = index.data(EventsModel::ColourRole);
    const QColor ink = colour.isNull() ? t.secondary : t.tag(colour.toInt());
    QRect box = option.rect.adjusted(kPadding, 0, -kPadding, 0);
    painter->setFont(option.font);
    painter->setPen(t.text);
    const QString text = index.data().toString();
    switch (index.column()) {
    case EventsModel::Tag: {
        const QRectF dot(box.left() + 0.5, box.center().y() - kDot / 2, kDot, kDot);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(ink);
        painter->drawRoundedRect(dot, 2, 2);
        painter->setPen(t.text);
        box.setLeft(box.left() + kDot + 9);
        painter->drawText(box, Qt::AlignVCenter | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(text, Qt::ElideRight, box.width()));
        break;
    }
    case EventsModel::Peak: {
        painter->drawText(box, Qt::AlignVCenter, text);
        const int left = box.left() + kNumber + 8;
        const double share = std::clamp(index.data(EventsModel::PeakRole).toDouble(), 0.0, 1.0);
        const int room = std::min(96, box.right() - left);
        painter->fillRect(QRect(left, box.center().y() - kBar / 2 + 1, static_cast<int>(room * share), kBar),
                          mix(ink, t.base, 0.85));
        break;
    }
    case EventsModel::Correction:
        if (const QVariant icon = index.data(EventsModel::CorrectionIconRole); !icon.isNull()) {
            painter->drawPixmap(box.left(), box.center().y() - kIcon / 2 + 1,
                                iconPixmap(static_cast<Icon>(icon.toInt()), t.secondary, kIcon,
                                           painter->device()->devicePixelRatioF()));
            box.setLeft(box.left() + kIcon + 6);
            painter->drawText(box, Qt::AlignVCenter | Qt::TextSingleLine,
                              painter->fontMetrics().elidedText(text, Qt::ElideRight, box.width()));
        }
        break;
    case EventsModel::Play:
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver))
            painter->drawPixmap(box.right() - 16, box.center().y() - 7,
                                iconPixmap(Icon::Play, t.text, 16, painter->device()->devicePixelRatioF()));
        break;
    default:
        painter->drawText(box, Qt::AlignRight | Qt::AlignVCenter, text);
    }
    painter->restore();
}

QWidget* EventsDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const
{
    auto* field = new QLineEdit(parent);
    field->setProperty(styleproperty::kToolRow, true);
    field->setAlignment(Qt::AlignRight);
    field->setAccessibleName(index.column() == EventsModel::Start ? tr("Start of the event") : tr("End of the event"));
    return field;
}

QSize EventsDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), kEventRow};
}

} // namespace dass
