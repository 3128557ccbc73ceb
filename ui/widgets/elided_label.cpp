#include "ui/widgets/elided_label.h"

#include "ui/style/theme.h"

#include <QEvent>
#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace dass {

ElidedLabel::ElidedLabel(QWidget* parent) : ElidedLabel(TextSize::Body, TextTone::Text, parent) {}

ElidedLabel::ElidedLabel(TextSize size, TextTone tone, QWidget* parent) : QWidget(parent), m_size(size), m_tone(tone)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString& text)
{
    if (text == m_text)
        return;
    const int before = sizeHint().width();
    m_text = text;
    setAccessibleName(text);
    if (sizeHint().width() != before)
        updateGeometry();
    updateToolTip();
    update();
}

void ElidedLabel::setTone(TextTone tone)
{
    m_tone = tone;
    update();
}

void ElidedLabel::setWeight(QFont::Weight weight)
{
    m_weight = weight;
    updateGeometry();
    update();
}

void ElidedLabel::setAlignment(Qt::Alignment alignment)
{
    m_alignment = alignment;
    update();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_elide = mode;
    update();
}

void ElidedLabel::setWidthFor(const QString& widest)
{
    m_widest = widest;
    updateGeometry();
}

QSize ElidedLabel::sizeHint() const
{
    const QFontMetrics metrics(labelFont());
    return {std::max(metrics.horizontalAdvance(m_text), metrics.horizontalAdvance(m_widest)) + 1, metrics.height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    const QFontMetrics metrics(labelFont());
    return {
        std::min(sizeHint().width(), std::max(metrics.horizontalAdvance(m_widest) + 1, metrics.averageCharWidth() * 4)),
        metrics.height()};
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(labelFont());
    const Tokens& t = tokens();
    painter.setPen(!isEnabled()                    ? t.disabled
                   : m_tone == TextTone::Danger    ? t.danger
                   : m_tone == TextTone::Secondary ? t.secondary
                                                   : t.text);
    painter.drawText(rect(), static_cast<int>(m_alignment | Qt::AlignVCenter) | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(m_text, m_elide, width()));
}

void ElidedLabel::resizeEvent(QResizeEvent*)
{
    updateToolTip();
}

void ElidedLabel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::EnabledChange)
        update();
}

void ElidedLabel::updateToolTip()
{
    const bool cut = QFontMetrics(labelFont()).horizontalAdvance(m_text) > width();
    setToolTip(cut ? m_text : QString());
}

} // namespace dass
