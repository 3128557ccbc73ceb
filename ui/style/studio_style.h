#pragma once

#include <QProxyStyle>

namespace dass {

// Dynamic properties that a widget may set to be drawn in another way.
namespace styleproperty {
inline constexpr const char* kPrimary = "dassPrimary"; // bool, push buttons: the one accent-filled button of a view
inline constexpr const char* kFlat = "dassFlat";       // bool, push buttons: no outline until hovered
inline constexpr const char* kToolRow = "dassToolRow"; // bool, buttons and fields: 22 px high instead of 26
inline constexpr const char* kInvalid = "dassInvalid"; // bool, fields: danger edge
inline constexpr const char* kOnPanel = "dassOnPanel"; // bool, headers: on the chrome's colour instead of a sheet's
} // namespace styleproperty

// Draws every control from the tokens of the current theme. What it does not draw itself is Fusion's.
class StudioStyle : public QProxyStyle
{
    Q_OBJECT
public:
    StudioStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* returnData) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                           const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl subControl,
                         const QWidget* widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const override;
    QIcon standardIcon(StandardPixmap icon, const QStyleOption* option, const QWidget* widget) const override;
    using QProxyStyle::polish;
    void polish(QWidget* widget) override;
};

} // namespace dass
