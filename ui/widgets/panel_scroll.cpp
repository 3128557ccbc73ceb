#include "ui/widgets/panel_scroll.h"

#include <QEvent>

#include <algorithm>

namespace dass {

namespace {

constexpr int kFewest = 96; // of the panels' height that are always seen

} // namespace

PanelScroll::PanelScroll(QWidget* panels, QWidget* parent) : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    setWidget(panels);
    viewport()->setAutoFillBackground(false);
    panels->setAutoFillBackground(false);
    panels->installEventFilter(this);
}

QSize PanelScroll::sizeHint() const
{
    return widget()->sizeHint().expandedTo(widget()->minimumSizeHint());
}

QSize PanelScroll::minimumSizeHint() const
{
    return {widget()->minimumSizeHint().width(), std::min(kFewest, sizeHint().height())};
}

bool PanelScroll::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest) // a row came or went
        updateGeometry();
    return QScrollArea::eventFilter(watched, event);
}

} // namespace dass
