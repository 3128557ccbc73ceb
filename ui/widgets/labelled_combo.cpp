#include "ui/widgets/labelled_combo.h"

#include "ui/style/theme.h"

#include <QFontMetrics>
#include <QStyleOptionComboBox>
#include <QStylePainter>

#include <algorithm>

namespace dass {

namespace {

constexpr int kLabelGap = 6;
constexpr int kWidest = 220;

} // namespace

LabelledCombo::LabelledCombo(const QString& label, QWidget* parent) : QComboBox(parent), m_label(label)
{
    setAccessibleName(label);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(this, &QComboBox::currentTextChanged, this, [this] { updateGeometry(); });
}

QSize LabelledCombo::sizeHint() const
{
    const QFontMetrics metrics(font());
    const int text = labelWidth() + metrics.horizontalAdvance(shownText()) + 4;
    QStyleOptionComboBox option;
    initStyleOption(&option);
    const QSize size = style()->sizeFromContents(QStyle::CT_ComboBox, &option, QSize(text, metrics.height()), this);
    return {std::min(size.width(), kWidest), size.height()};
}

void LabelledCombo::hideLabel()
{
    m_label.clear();
    updateGeometry();
    update();
}

int LabelledCombo::labelWidth() const
{
    return m_label.isEmpty() ? 0 : fontMetrics().horizontalAdvance(m_label) + kLabelGap;
}

QString LabelledCombo::shownText() const
{
    return currentIndex() < 0 ? placeholderText() : currentText();
}

void LabelledCombo::paintEvent(QPaintEvent*)
{
    QStylePainter painter(this);
    QStyleOptionComboBox option;
    initStyleOption(&option);
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    QRect box = style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
    const Tokens& t = tokens();
    painter.setPen(isEnabled() ? t.secondary : t.disabled);
    painter.drawText(box, Qt::AlignVCenter, m_label);
    box.setLeft(box.left() + labelWidth());
    painter.setPen(isEnabled() ? t.text : t.disabled);
    painter.drawText(box, Qt::AlignVCenter, fontMetrics().elidedText(shownText(), Qt::ElideMiddle, box.width()));
}

} // namespace dass
