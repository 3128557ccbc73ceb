#include "ui/analyze/tags_delegate.h"

#include "ui/analyze/tags_model.h"
#include "ui/style/fonts.h"
#include "ui/style/studio_style.h"
#include "ui/style/style_parts.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QDoubleSpinBox>
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
constexpr int kUnderline = 8;       // below the middle of the number
constexpr int kEditorWidth = 56;
constexpr int kEditorOutset = 6; // to the right of the number, so that it stays where it is
constexpr const char* kConfirmed = "dassConfirmed";
constexpr const char* kGiven = "dassGiven"; // the number that the field began with, in its decimals

void drawGround(QPainter& painter, const QStyleOptionViewItem& option, const QRect& rect)
{
    QStyleOptionViewItem ground = option;
    ground.rect = rect;
    QApplication::style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &ground, &painter, option.widget);
}

// Of the threshold, in its cell: the rest of that is the name's.
QRect numberRect(const QRect& cell)
{
    return cell.adjusted(std::max(0, cell.width() - kThresholdWidth), 0, 0, 0);
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
        const bool faint = threshold ? !index.data(TagsModel::OwnThresholdRole).toBool()
                                     : quiet || index.data(TagsModel::ValueRole).toFloat() < 0;
        painter->setPen(faint ? t.secondary : t.text);
        if (!threshold)
            text.setRight(text.right() - 8);
        const QString number = index.data().toString();
        painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter, number);
        if (threshold && option.state & QStyle::State_MouseOver && !number.isEmpty()) { // it can be edited
            const int width = painter->fontMetrics().horizontalAdvance(number);
            painter->fillRect(QRect(text.right() - width + 1, text.center().y() + kUnderline, width, 1), t.fieldEdge);
        }
    }
    painter->restore();
}

QSize TagsDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), kRow};
}

// The whole row ticks, not only the small box; with Ctrl the tag alone, without what is below it. Only the number of a
// threshold is for itself.
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
        if (toggle && index.column() == TagsModel::Threshold && index.flags() & Qt::ItemIsEditable &&
            !index.data().toString().isEmpty() && numberRect(option.rect).contains(mouse->position().toPoint())) {
            emit thresholdClicked(index);
            return true;
        }
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

QWidget* TagsDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const
{
    auto* field = new QDoubleSpinBox(parent);
    field->setProperty(styleproperty::kToolRow, true);
    field->setRange(0, 1);
    field->setDecimals(2);
    field->setSingleStep(0.01);
    field->setAlignment(Qt::AlignRight);
    field->setAccessibleName(
        tr("Threshold of %1").arg(index.siblingAtColumn(TagsModel::Name).data(Qt::DisplayRole).toString()));
    return field;
}

void TagsDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex&) const
{
    QRect place(0, 0, kEditorWidth, editor->sizeHint().height());
    place.moveCenter(option.rect.center());
    place.moveRight(option.rect.right() + kEditorOutset);
    editor->setGeometry(place);
}

// Once: views ask for it again whenever data change, as they do all the time while a run goes on, and that would take
// away what is being typed.
void TagsDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    auto* field = static_cast<QDoubleSpinBox*>(editor);
    if (field->property(kGiven).isValid())
        return;
    field->setValue(index.data(Qt::EditRole).toDouble());
    field->setProperty(kGiven, field->value());
}

// Who opens the field and goes away again has not said anything; who presses Enter means the number that is there.
void TagsDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const
{
    auto* field = static_cast<QDoubleSpinBox*>(editor);
    field->interpretText();
    const bool changed = field->value() != field->property(kGiven).toDouble();
    if (changed || field->property(kConfirmed).toBool())
        model->setData(index, field->value(), Qt::EditRole);
}

// Tab leaves the field, for the tree: it does not go on to the next row's, as views would have it.
bool TagsDelegate::eventFilter(QObject* editor, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        editor->setProperty(kConfirmed, key == Qt::Key_Return || key == Qt::Key_Enter);
        if (key == Qt::Key_Tab || key == Qt::Key_Backtab) {
            auto* field = static_cast<QWidget*>(editor);
            emit commitData(field);
            emit closeEditor(field);
            return true;
        }
    }
    return QStyledItemDelegate::eventFilter(editor, event);
}

} // namespace dass
