#include "ui/style/focus_ring.h"

#include "ui/style/style_parts.h"
#include "ui/style/theme.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QEvent>
#include <QFocusEvent>
#include <QLineEdit>
#include <QPainter>
#include <QSlider>

namespace dass {

namespace {

constexpr int kReach = 3; // 1 px gap and 2 px ring

class RingWidget : public QWidget
{
public:
    explicit RingWidget(QWidget* parent) : QWidget(parent)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setAttribute(Qt::WA_NoSystemBackground);
        setFocusPolicy(Qt::NoFocus);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(tokens().focus, 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), part::kRadius + 2, part::kRadius + 2);
    }
};

QRect ringAround(const QWidget& target, const QWidget& host)
{
    return QRect(target.mapTo(&host, QPoint()), target.size()).adjusted(-kReach, -kReach, kReach, kReach);
}

// The nearest widget around the target that the ring does not stick out of; never beyond a scrolled area.
QWidget* host(const QWidget& target)
{
    QWidget* host = target.parentWidget();
    while (!host->rect().contains(ringAround(target, *host)) && host->parentWidget() && !host->isWindow() &&
           !qobject_cast<QAbstractScrollArea*>(host->parentWidget()))
        host = host->parentWidget();
    return host;
}

bool isField(const QWidget* widget)
{
    return qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget);
}

bool takesRing(const QWidget* widget)
{
    return isField(widget) || qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QComboBox*>(widget) ||
           qobject_cast<const QSlider*>(widget);
}

} // namespace

FocusRing::FocusRing(QObject* parent) : QObject(parent)
{
    qApp->installEventFilter(this);
}

bool FocusRing::eventFilter(QObject* watched, QEvent* event)
{
    auto* widget = qobject_cast<QWidget*>(watched);
    if (!widget)
        return false;
    switch (event->type()) {
    case QEvent::FocusIn: {
        const auto reason = static_cast<QFocusEvent*>(event)->reason();
        if (takesRing(widget) && (isField(widget) || reason != Qt::MouseFocusReason))
            follow(widget);
        break;
    }
    case QEvent::FocusOut:
    case QEvent::Hide:
        if (widget == m_target)
            follow(nullptr);
        break;
    case QEvent::Move:
    case QEvent::Resize:
        if (m_target && (widget == m_target || widget->isAncestorOf(m_target))) // a notice above may shift them all
            place();
        break;
    default:
        break;
    }
    return false;
}

void FocusRing::follow(QWidget* widget)
{
    if (m_ring) {
        m_ring->hide();
        m_ring->deleteLater();
        m_ring = nullptr;
    }
    m_target = widget;
    if (!widget || !widget->parentWidget())
        return;
    m_ring = new RingWidget(host(*widget));
    place();
    m_ring->show();
}

void FocusRing::place()
{
    if (m_ring && m_target) {
        m_ring->setGeometry(ringAround(*m_target, *m_ring->parentWidget()));
        m_ring->raise();
    }
}

} // namespace dass
