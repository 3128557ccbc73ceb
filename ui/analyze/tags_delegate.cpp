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
constexpr float kFaint = 0.005F;    // below it nothing was heard

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
    } else if (index.column() == TagsModel::Maximum) {
        drawGround(*painter, option, text);
    }
    const bool group = index.siblingAtColumn(TagsModel::Name).model()->hasChildren(index.siblingAtColumn(0));
    const QVariant colour = index.data(TagsModel::ColourRole);
    const float maximum = index.data(TagsModel::MaximumRole).toFloat();
    const bool quiet = colour.isNull() && (group || (maximum >= 0 && maximum < kFaint));
    if (index.column() == TagsModel::Name) {
        if (const QVariant checked = index.data(Qt::CheckStateRole); !checked.isNull()) {
            const QRect box(text.left() + 1, text.center().y() - part::kIndicator / 2 + 1, part::kIndicator,
                            part::kIndicator);
            QStyle::State state = QStyle::State_Enabled;
            state |= checked.toInt() == Qt::Checked ? QStyle::State_On : QStyle::State_Off;
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
        painter->setPen(threshold || quiet || maximum < 0 ? t.secondary : t.text);
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

// The whole row ticks, not only the small box; groups without an output do nothing.
bool TagsDelegate::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                               const QModelIndex& index)
{
    const QModelIndex name = index.siblingAtColumn(TagsModel::Name);
    bool toggle = false;
    if (event->type() == QEvent::MouseButtonRelease) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        toggle = mouse->button() == Qt::LeftButton && option.rect.contains(mouse->position().toPoint());
    } else if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        toggle = key == Qt::Key_Space || key == Qt::Key_Select;
    }
    if (!toggle || !(name.flags() & Qt::ItemIsUserCheckable))
        return false;
    const bool on = name.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(name, on ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

} // namespace dass
