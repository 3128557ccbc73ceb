#include "ui/style/studio_style.h"

#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/mnemonics.h"
#include "ui/style/style_parts.h"
#include "ui/style/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPainter>
#include <QScrollBar>
#include <QSlider>
#include <QStyleFactory>
#include <QTabBar>
#include <QTreeView>

#include <algorithm>

namespace dass {

namespace {

bool listOfComboBox(const QWidget* widget)
{
    const QWidget* container = widget ? widget->parentWidget() : nullptr;
    return container && container->inherits("QComboBoxPrivateContainer");
}

} // namespace

StudioStyle::StudioStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

void StudioStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                const QWidget* widget) const
{
    switch (element) {
    case PE_FrameFocusRect:
        // Rows show where the keyboard is inside themselves; every other control has the FocusRing around it.
        if (qobject_cast<const QAbstractItemView*>(widget) && (option->state & State_KeyboardFocusChange))
            part::drawFocusRing(*painter, option->rect);
        return;
    case PE_PanelLineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option); frame && frame->lineWidth > 0)
            part::drawField(*painter, option->rect, option->state, widget);
        else
            painter->fillRect(option->rect, option->palette.brush(QPalette::Base));
        return;
    case PE_FrameLineEdit:
        return; // drawn with its panel
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        part::drawCheckBox(*painter, option->rect, option->state, tokens().accent);
        return;
    case PE_IndicatorRadioButton:
        part::drawRadioButton(*painter, option->rect, option->state);
        return;
    case PE_PanelItemViewItem:
    case PE_PanelItemViewRow:
        part::drawRowPanel(*painter, option->rect, option->state);
        return;
    case PE_IndicatorBranch:
        part::drawBranch(*painter, *option);
        return;
    case PE_PanelMenu:
        part::drawMenuPanel(*painter, option->rect);
        return;
    case PE_FrameMenu:
    case PE_FrameTabBarBase:
    case PE_PanelMenuBar:
    case PE_FrameStatusBarItem:
        return;
    case PE_PanelTipLabel:
        part::drawFilledBox(*painter, option->rect, tokens().raised, tokens().buttonEdge);
        return;
    case PE_Frame:
        painter->setPen(tokens().hairline);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    case PE_IndicatorHeaderArrow:
        return; // drawn with the header's label
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void StudioStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                              const QWidget* widget) const
{
    switch (element) {
    case CE_PushButtonBevel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option))
            part::drawButton(*painter, *button, widget);
        return;
    case CE_PushButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option))
            part::drawButtonLabel(*painter, *button, widget);
        return;
    case CE_HeaderSection:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option))
            part::drawHeaderSection(*painter, *header, widget);
        return;
    case CE_HeaderLabel:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option))
            part::drawHeaderLabel(*painter, *header);
        return;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, tokens().base);
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                          tokens().hairline);
        return;
    case CE_Splitter:
        painter->fillRect(option->rect, tokens().hairline);
        return;
    case CE_TabBarTab:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option))
            part::drawTab(*painter, *tab);
        return;
    case CE_MenuBarItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option))
            part::drawMenuBarItem(*painter, *item);
        return;
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, tokens().window);
        return;
    case CE_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option))
            part::drawMenuItem(*painter, *item);
        return;
    case CE_ProgressBar:
        if (const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option))
            part::drawProgress(*painter, *bar);
        return;
    case CE_ComboBoxLabel:
        if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option)) {
            QStyleOptionComboBox fitting(*combo);
            const QRect room = proxy()->subControlRect(CC_ComboBox, combo, SC_ComboBoxEditField, widget);
            const int icon = combo->currentIcon.isNull() ? 0 : combo->iconSize.width() + 4;
            const int width = room.width() - icon - 2; // else it would be cut within a letter
            fitting.currentText = combo->fontMetrics.elidedText(combo->currentText, Qt::ElideRight, width);
            QProxyStyle::drawControl(element, &fitting, painter, widget);
        }
        return;
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void StudioStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                     const QWidget* widget) const
{
    switch (control) {
    case CC_ToolButton:
        if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option))
            part::drawToolButton(*painter, *button);
        return;
    case CC_ComboBox:
        if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option))
            part::drawComboBox(*painter, *combo);
        return;
    case CC_SpinBox:
        part::drawField(*painter, option->rect, option->state, widget);
        return;
    case CC_Slider:
        if (const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
            slider && slider->orientation == Qt::Horizontal) {
            part::drawSlider(*painter, *slider);
            return;
        }
        break;
    case CC_ScrollBar:
        if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option))
            part::drawScrollBar(*painter, *bar);
        return;
    default:
        break;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

int StudioStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return part::kIndicator;
    case PM_MessageBoxIconSize:
        return 24;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return 8;
    case PM_SliderThickness:
    case PM_SliderControlThickness:
    case PM_SliderLength:
        return part::kSliderHandle;
    case PM_ScrollBarExtent:
        return part::kScrollBar;
    case PM_SplitterWidth:
    case PM_DefaultFrameWidth:
        return 1;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_MenuBarPanelWidth:
    case PM_MenuBarVMargin:
    case PM_MenuPanelWidth:
    case PM_MenuHMargin:
    case PM_TabBarBaseHeight:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_ToolBarFrameWidth:
    case PM_FocusFrameVMargin: // FocusRing sets its own geometry
        return 0;
    case PM_FocusFrameHMargin: // of a row, too: it stands under its header, or under the combo box's own text
        return listOfComboBox(widget) || qobject_cast<const QTreeView*>(widget) ? 7 : 0;
    case PM_MenuVMargin:
        return 4;
    case PM_MenuBarHMargin:
        return 8;
    case PM_MenuBarItemSpacing:
        return 2;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_TabBarIconSize:
    case PM_ListViewIconSize:
        return 16;
    case PM_TreeViewIndentation:
        return 10;
    case PM_ToolTipLabelFrameWidth:
        return 6;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return 8;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int StudioStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                           QStyleHintReturn* returnData) const
{
    switch (hint) {
    case SH_UnderlineShortcut:
        return Mnemonics::areShown() ? 1 : 0;
    case SH_ComboBox_Popup:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_EtchDisabledText:
    case SH_ScrollBar_Transient:
    case SH_TabBar_Alignment:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
    case SH_ItemView_ActivateItemOnSingleClick:
        return hint == SH_ItemView_ShowDecorationSelected;
    case SH_Slider_AbsoluteSetButtons:
        return Qt::LeftButton; // a click on the groove goes there
    case SH_ToolTip_WakeUpDelay:
        return 500;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QSize StudioStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                    const QWidget* widget) const
{
    switch (type) {
    case CT_PushButton:
        return {size.width() + 20, part::controlHeight(widget)};
    case CT_ToolButton:
        return {size.width() + 10, std::max(part::controlHeight(widget), size.height() + 6)};
    case CT_ComboBox:
        return {size.width() + 16 + part::kComboArrow, part::controlHeight(widget)};
    case CT_LineEdit:
        return {size.width() + 8, part::controlHeight(widget)};
    case CT_SpinBox:
        return {size.width() + 12, part::controlHeight(widget)};
    case CT_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option))
            return part::menuItemSize(*item);
        break;
    case CT_MenuBarItem:
        return {size.width() + 16, part::kControlHeight};
    case CT_HeaderSection:
        return {QProxyStyle::sizeFromContents(type, option, size, widget).width(), part::kHeaderRow};
    case CT_TabBarTab:
        return {size.width() + 16, 40};
    case CT_ItemViewItem: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {base.width(), std::max(base.height(), 24)};
    }
    default:
        break;
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

QRect StudioStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl subControl,
                                  const QWidget* widget) const
{
    const QRect rect = option->rect;
    if (control == CC_SpinBox) {
        if (subControl == SC_SpinBoxEditField)
            return rect.adjusted(6, 2, -6, -2);
        return subControl == SC_SpinBoxFrame ? rect : QRect();
    }
    if (control == CC_ComboBox) {
        if (subControl == SC_ComboBoxEditField)
            return rect.adjusted(8, 1, -part::kComboArrow, -1);
        if (subControl == SC_ComboBoxArrow)
            return {rect.right() - part::kComboArrow + 1, rect.top(), part::kComboArrow, rect.height()};
    }
    if (control == CC_ScrollBar) {
        const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
        if (!bar)
            return {};
        const QRect handle = part::scrollBarHandleRect(*bar);
        switch (subControl) {
        case SC_ScrollBarGroove:
            return rect;
        case SC_ScrollBarSlider:
            return handle;
        case SC_ScrollBarSubPage:
            return bar->orientation == Qt::Vertical ? QRect(rect.topLeft(), QPoint(rect.right(), handle.top() - 1))
                                                    : QRect(rect.topLeft(), QPoint(handle.left() - 1, rect.bottom()));
        case SC_ScrollBarAddPage:
            return bar->orientation == Qt::Vertical
                       ? QRect(QPoint(rect.left(), handle.bottom() + 1), rect.bottomRight())
                       : QRect(QPoint(handle.right() + 1, rect.top()), rect.bottomRight());
        default:
            return {};
        }
    }
    if (control == CC_Slider) {
        const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
        if (slider && slider->orientation == Qt::Horizontal && subControl == SC_SliderHandle)
            return part::sliderHandleRect(*slider);
        if (subControl == SC_SliderGroove)
            return rect;
    }
    return QProxyStyle::subControlRect(control, option, subControl, widget);
}

QRect StudioStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    if (element == SE_LineEditContents) {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        return frame && frame->lineWidth > 0 ? option->rect.adjusted(6, 1, -6, -1) : option->rect;
    }
    if (element == SE_PushButtonFocusRect || element == SE_PushButtonContents)
        return option->rect;
    return QProxyStyle::subElementRect(element, option, widget);
}

QIcon StudioStyle::standardIcon(StandardPixmap icon, const QStyleOption* option, const QWidget* widget) const
{
    if (icon == SP_LineEditClearButton)
        return themedIcon(Icon::Close, IconTone::Secondary);
    if (icon == SP_MessageBoxQuestion || icon == SP_MessageBoxInformation)
        return themedIcon(Icon::Info, IconTone::Accent);
    if (icon == SP_MessageBoxWarning)
        return themedIcon(Icon::Warning, IconTone::Warning);
    if (icon == SP_MessageBoxCritical)
        return themedIcon(Icon::Error, IconTone::Danger);
    return QProxyStyle::standardIcon(icon, option, widget);
}

void StudioStyle::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget) || qobject_cast<QSlider*>(widget) ||
        qobject_cast<QScrollBar*>(widget) || qobject_cast<QLineEdit*>(widget) ||
        qobject_cast<QAbstractSpinBox*>(widget) || qobject_cast<QTabBar*>(widget))
        widget->setAttribute(Qt::WA_Hover);
    if (auto* header = qobject_cast<QHeaderView*>(widget))
        header->setFont(textFont(TextSize::Label));
    if (auto* spin = qobject_cast<QAbstractSpinBox*>(widget))
        spin->setButtonSymbols(QAbstractSpinBox::NoButtons);
}

} // namespace dass
