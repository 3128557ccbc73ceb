#include "ui/widgets/panel.h"

#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/widgets/elided_label.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace dass {

Hairline::Hairline(Qt::Orientation orientation, QWidget* parent) : QWidget(parent)
{
    if (orientation == Qt::Horizontal)
        setFixedHeight(1);
    else
        setFixedWidth(1);
}

void Hairline::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), tokens().hairline);
}

QToolButton* makeIconButton(Icon icon, const QString& toolTip, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setIcon(themedIcon(icon));
    button->setIconSize({16, 16});
    button->setAutoRaise(true);
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

Panel::Panel(const QString& title, QWidget* parent) : QWidget(parent)
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 4, 0, 0);
    outer->setSpacing(0);
    m_titleRow = new QWidget(this);
    m_titleRow->setFixedHeight(kTitleHeight);
    auto* row = new QHBoxLayout(m_titleRow);
    row->setContentsMargins(kInset, 0, kInset, 0);
    row->setSpacing(8);
    auto* label = new ElidedLabel(m_titleRow);
    label->setWeight(QFont::DemiBold);
    label->setText(title);
    m_hint = new ElidedLabel(TextSize::Label, TextTone::Secondary, m_titleRow);
    m_hint->setAlignment(Qt::AlignRight);
    row->addWidget(label);
    row->addWidget(m_hint, 1);
    outer->addWidget(m_titleRow);
    m_body = new QVBoxLayout;
    m_body->setContentsMargins(0, 0, 0, 0);
    m_body->setSpacing(0);
    outer->addLayout(m_body, 1);
    setAccessibleName(title);
}

void Panel::setHint(const QString& hint)
{
    m_hint->setText(hint);
}

QToolButton* Panel::addButton(Icon icon, const QString& toolTip)
{
    QToolButton* button = makeIconButton(icon, toolTip, m_titleRow);
    button->setFixedSize(22, 22);
    auto* row = static_cast<QHBoxLayout*>(m_titleRow->layout());
    QMargins margins = row->contentsMargins();
    margins.setRight(kInset - 4); // the icon inside the button ends at the inset
    row->setContentsMargins(margins);
    row->addWidget(button);
    return button;
}

ValueRow::ValueRow(const QString& label, QWidget* parent) : QWidget(parent)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(Panel::kInset, 0, Panel::kInset, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(0);
    auto* name = new ElidedLabel(TextSize::Body, TextTone::Secondary, this);
    name->setText(label);
    m_value = new ElidedLabel(this);
    m_value->setAlignment(Qt::AlignRight);
    m_note = new ElidedLabel(TextSize::Label, TextTone::Secondary, this);
    m_note->setAlignment(Qt::AlignRight);
    m_note->hide();
    grid->addWidget(name, 0, 0);
    grid->addWidget(m_value, 0, 1);
    grid->addWidget(m_note, 1, 0, 1, 2);
    grid->setColumnStretch(1, 1);
    grid->setRowMinimumHeight(0, 22);
}

void ValueRow::setValue(const QString& value)
{
    m_value->setText(value);
}

void ValueRow::setNote(const QString& note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

QString ValueRow::value() const
{
    return m_value->text();
}

} // namespace dass
