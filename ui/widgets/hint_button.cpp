#include "ui/widgets/hint_button.h"

#include "ui/style/fonts.h"
#include "ui/style/studio_style.h"
#include "ui/style/theme.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyleOptionButton>
#include <QStylePainter>

namespace dass {

namespace {

constexpr int kPadding = 10;
constexpr int kPartGap = 6;

} // namespace

HintButton::HintButton(const QString& text, const QString& hint, QWidget* parent)
    : QPushButton(text, parent), m_hint(hint)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void HintButton::setHint(const QString& hint)
{
    m_hint = hint;
    updateGeometry();
    update();
}

void HintButton::setPrimary(bool primary)
{
    setProperty(styleproperty::kPrimary, primary);
    updateGeometry();
    update();
}

bool HintButton::isPrimary() const
{
    return property(styleproperty::kPrimary).toBool();
}

int HintButton::contentWidth() const
{
    const QFontMetrics body(isPrimary() ? titleFont() : textFont(TextSize::Body));
    int width = body.size(Qt::TextShowMnemonic, text()).width();
    if (!icon().isNull())
        width += iconSize().width() + kPartGap;
    if (!m_hint.isEmpty())
        width += kPartGap + QFontMetrics(textFont(TextSize::Label)).horizontalAdvance(m_hint);
    return width;
}

QSize HintButton::sizeHint() const
{
    const int height = QPushButton::sizeHint().height();
    return {contentWidth() + 2 * kPadding, height};
}

void HintButton::paintEvent(QPaintEvent*)
{
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    painter.drawControl(QStyle::CE_PushButtonBevel, option);
    const Tokens& t = tokens();
    const QColor ink = !isEnabled() ? t.disabled : isPrimary() ? t.onAccent : t.text;
    int x = (width() - contentWidth()) / 2;
    if (!icon().isNull()) {
        const QSize size = iconSize();
        icon().paint(&painter, QRect(QPoint(x, (height() - size.height()) / 2), size), Qt::AlignCenter,
                     isEnabled() ? QIcon::Normal : QIcon::Disabled);
        x += size.width() + kPartGap;
    }
    painter.setFont(isPrimary() ? titleFont() : textFont(TextSize::Body));
    painter.setPen(ink);
    const int words = painter.fontMetrics().size(Qt::TextShowMnemonic, text()).width();
    painter.drawText(QRect(x, 0, words + 2, height()), Qt::AlignVCenter | Qt::TextHideMnemonic, text());
    if (m_hint.isEmpty())
        return;
    painter.setFont(textFont(TextSize::Label));
    painter.setPen(!isEnabled() ? t.disabled : isPrimary() ? mix(t.onAccent, t.accent, 0.85) : t.secondary);
    painter.drawText(QRect(x + words + kPartGap, 0, width(), height()), Qt::AlignVCenter, m_hint);
}

} // namespace dass
