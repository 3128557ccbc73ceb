#include "ui/widgets/fitting_row.h"

#include <QEvent>
#include <QHBoxLayout>

#include <algorithm>

namespace dass {

FittingRow::FittingRow(QWidget* parent) : QWidget(parent), m_row(new QHBoxLayout(this))
{
    m_row->setSizeConstraint(QLayout::SetNoConstraint);
}

void FittingRow::add(QWidget* widget, int givenUp, int stretch)
{
    m_row->addWidget(widget, stretch);
    m_parts.push_back({widget, givenUp});
}

// A widget, so that it can go.
void FittingRow::addGap(int width, int givenUp)
{
    auto* gap = new QWidget(this);
    gap->setFixedWidth(width);
    add(gap, givenUp);
}

QSize FittingRow::minimumSizeHint() const
{
    return {0, QWidget::minimumSizeHint().height()};
}

void FittingRow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

bool FittingRow::event(QEvent* event)
{
    const bool handled = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest) // something has another size now
        fit();
    return handled;
}

int FittingRow::widthAt(int step) const
{
    const QMargins margins = m_row->contentsMargins();
    int width = margins.left() + margins.right() - m_row->spacing();
    for (const Part& part : m_parts) {
        if (part.givenUp > 0 ? part.givenUp <= step : part.widget->isHidden())
            continue;
        const bool takesTheRest = part.widget->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored;
        const int wanted = takesTheRest ? 0 : part.widget->sizeHint().width();
        width += m_row->spacing() + std::clamp(wanted, part.widget->minimumWidth(), part.widget->maximumWidth());
    }
    return width;
}

void FittingRow::fit()
{
    int last = 0;
    for (const Part& part : m_parts)
        last = std::max(last, part.givenUp);
    int step = 0;
    while (step < last && widthAt(step) > width())
        ++step;
    if (step == m_step)
        return;
    m_step = step;
    for (const Part& part : m_parts)
        if (part.givenUp > 0)
            part.widget->setVisible(part.givenUp > step);
}

} // namespace dass
