#include "ui/analyze/tags_delegate.h"

#include "ui/analyze/tags_model.h"
#include "ui/style/fonts.h"
#include "ui/style/style_parts.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTreeView>

#include <algorithm>

namespace dass {

namespace {

constexpr int kBoxGap = 7;
constexpr int kThresholdWidth = 36; // of the number, in a column as wide as its title
constexpr int kChevronGap = 5;      // between a branch's chevron and its name

void drawGround(QPainter& painter, const QStyleOptionViewItem& option, const QRect& rect)
{
    QStyleOptionViewItem ground = option;
    ground.rect = rect;
    QApplication::style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &ground, &painter, option.widget);
}

} // namespace

void TagsDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Tokens& t = tokens();
    painter->save();
    QRect text = option.rect;
    if (index.column() == TagsModel::Name) {
        // The name may use the threshold's column as far as that leaves it free, so it draws the ground of both.
        const bool hasThreshold = !index.siblingAtColumn(TagsModel::Threshold).data().toString().isEmpty();
        const auto* tree = qobject_cast<const QTreeView*>(option.widget);
        const int column = tree ? tree->columnWidth(TagsModel::Threshold) : 0;
        drawGround(*painter, option, text.adjusted(0, 0, column, 0));
        text.adjust(kChevronGap, 0, hasThreshold ? std::max(0, column - kThresholdWidth) : column, 0);
    } else if (index.column() == TagsModel::Value) {
        drawGround(*painter, option, text);
    }
    const QVariant colour = index.data(TagsModel::ColourRole);
    const bool quiet = index.data(TagsModel::QuietRole).toBool();
    if (index.column() == TagsModel::Name) {
        if (const QVariant checked = index.data(Qt::CheckStateRole); !checked.isNull()) {
            const QRect box(text.left() + 1, text.center().y() - part::kIndicator / 2 + 1, part::kIndicator,
                            part::kIndicator);
            QStyle::State state = index.flags() & Qt::ItemIsUserCheckable ? QStyle::State_Enabled : QStyle::State_None;
            state |= checked.toInt() == Qt::Checked            ? QStyle::State_On
                     : checked.toInt() == Qt::PartiallyChecked ? QStyle::State_NoChange
                                                               : QStyle::State_Off;
            part::drawCheckBox(*painter, box, state, colour.isNull() ? t.accent : t.tag(colour.toInt()));
            text.setLeft(box.right() + kBoxGap);
        }
        painter->setFont(option.font);
        painter->setPen(quiet ? t.secondary : t.text);
        text.setRight(text.right() - 4);
        painter->drawText(text, Qt::AlignVCenter | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, text.width()));
    } else {
        const bool threshold = index.column() == TagsModel::Threshold;
        painter->setFont(threshold ? textFont(TextSize::Label) : option.font);
        painter->setPen(threshold || quiet || index.data(TagsModel::ValueRole).toFloat() < 0 ? t.secondary : t.text);
        if (!threshold)
            text.setRight(text.right() - 8);
        painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter, index.data().toString());
    }
    painter->restore();
}

QSize TagsDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), kRow};
}

// The whole row ticks, not only the small box; with Ctrl the tag alone, without what is below it.
bool TagsDelegate::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                               const QModelIndex& index)
{
    const QModelIndex name = index.siblingAtColumn(TagsModel::Name);
    bool toggle = false;
    Qt::KeyboardModifiers modifiers;
    if (event->type() == QEvent::MouseButtonRelease) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        toggle = mouse->button() == Qt::LeftButton && option.rect.contains(mouse->position().toPoint());
        modifiers = mouse->modifiers();
    } else if (event->type() == QEvent::KeyPress) {
        const auto* press = static_cast<QKeyEvent*>(event);
        toggle = press->key() == Qt::Key_Space || press->key() == Qt::Key_Select;
        modifiers = press->modifiers();
    }
    if (!toggle || !(name.flags() & Qt::ItemIsUserCheckable))
        return false;
    const bool alone = modifiers.testFlag(Qt::ControlModifier) && !name.data(TagsModel::OwnCheckRole).isNull();
    const int role = alone ? static_cast<int>(TagsModel::OwnCheckRole) : static_cast<int>(Qt::CheckStateRole);
    const bool on = name.data(role).toInt() == Qt::Checked;
    return model->setData(name, on ? Qt::Unchecked : Qt::Checked, role);
}

} // namespace dass
