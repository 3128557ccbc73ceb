#include "ui/widgets/tab_order.h"

#include <QLayout>
#include <QWidget>

namespace dass {

namespace {

void collect(const QLayout* layout, QWidgetList& order)
{
    for (int i = 0; i < layout->count(); ++i) {
        QLayoutItem* item = layout->itemAt(i);
        if (item->layout())
            collect(item->layout(), order);
        else if (QWidget* widget = item->widget()) {
            if (widget->focusPolicy() & Qt::TabFocus)
                order << widget;
            else if (widget->layout())
                collect(widget->layout(), order);
        }
    }
}

} // namespace

void tabInLayoutOrder(QWidget* window)
{
    QWidgetList order;
    collect(window->layout(), order);
    for (qsizetype i = 1; i < order.size(); ++i)
        QWidget::setTabOrder(order[i - 1], order[i]);
    if (!order.isEmpty())
        order.first()->setFocus(); // the order is a ring; what was made first would have it
}

} // namespace dass
