#include "ui/analyze/heat_scale.h"

#include "ui/style/fonts.h"
#include "ui/style/theme.h"

#include <QLinearGradient>
#include <QPainter>

namespace dass {

namespace {

constexpr int kBarWidth = 38;
constexpr int kBarHeight = 8;
constexpr int kDigit = 10;

} // namespace

HeatScale::HeatScale(QWidget* parent) : QWidget(parent)
{
    setFixedSize(kBarWidth + 2 * kDigit, 16);
    setAccessibleName(tr("Colours of the heat strip, from probability 0 to 1"));
    setToolTip(tr("Colours of the heat strip, from probability 0 to 1"));
}

void HeatScale::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    const QRect bar(kDigit, (height() - kBarHeight) / 2, kBarWidth, kBarHeight);
    QLinearGradient gradient(bar.topLeft(), bar.topRight());
    for (std::size_t i = 0; i < t.heat.size(); ++i)
        gradient.setColorAt(static_cast<double>(i) / static_cast<double>(t.heat.size() - 1), t.heat[i]);
    painter.fillRect(bar, gradient);
    painter.setPen(t.hairline);
    painter.drawRect(bar.adjusted(-1, -1, 0, 0));
    painter.setPen(t.secondary);
    painter.setFont(textFont(TextSize::Label));
    painter.drawText(QRect(0, 0, kDigit - 3, height()), Qt::AlignRight | Qt::AlignVCenter, QStringLiteral("0"));
    painter.drawText(QRect(bar.right() + 4, 0, kDigit, height()), Qt::AlignLeft | Qt::AlignVCenter,
                     QStringLiteral("1"));
}

} // namespace dass
