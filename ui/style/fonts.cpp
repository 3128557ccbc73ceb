#include "ui/style/fonts.h"

#include <QFontDatabase>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QLocale>

#include <algorithm>

namespace dass {

namespace {

constexpr double kBodyPoints = 9.75; // 13 px at 96 dpi

double factor(TextSize size)
{
    switch (size) {
    case TextSize::Body:
        return 1.0;
    case TextSize::Label:
        return 0.85;
    case TextSize::Large:
        return 1.3;
    }
    return 1.0;
}

} // namespace

bool hasTabularFigures(const QFont& font)
{
    for (const QFont::Weight weight : {QFont::Normal, QFont::DemiBold}) {
        QFont weighted = font;
        weighted.setWeight(weight);
        const QFontMetricsF metrics(weighted);
        const double width = metrics.horizontalAdvance(QLatin1Char('0'));
        for (char digit = '1'; digit <= '9'; ++digit)
            if (std::abs(metrics.horizontalAdvance(QLatin1Char(digit)) - width) > 1e-6)
                return false;
    }
    return true;
}

QFont chooseApplicationFont()
{
    const QFont system = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    const QFont noto(QStringLiteral("Noto Sans"));
    const QString family = QFontDatabase::families().contains(noto.family()) ? noto.family() : system.family();
    // Without a desktop's setting the system's answer is fontconfig's default, which is not a choice anybody made.
    const bool chosen = system.family() != QLatin1String("Sans") && system.family() != QLatin1String("Sans Serif");
    QFont font = chosen && hasTabularFigures(system) ? system : QFont(family);
    font.setPointSizeF(std::max(kBodyPoints, system.pointSizeF()));
    // Han signs are drawn as in the country whose font comes first, which need not be the language's.
    if (const QLocale locale; locale.language() == QLocale::Chinese && locale.script() == QLocale::SimplifiedHanScript)
        font.setFamilies({font.family(), QStringLiteral("Noto Sans CJK SC"), QStringLiteral("Source Han Sans SC"),
                          QStringLiteral("WenQuanYi Micro Hei"), QStringLiteral("Microsoft YaHei")});
    return font;
}

QFont textFont(TextSize size, QFont::Weight weight)
{
    QFont font = QGuiApplication::font();
    font.setPointSizeF(font.pointSizeF() * factor(size));
    font.setWeight(weight);
    return font;
}

} // namespace dass
