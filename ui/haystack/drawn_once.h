#pragma once

#include <QPainter>
#include <QPixmap>
#include <QWidget>

namespace dass {

// What a widget shows as it was drawn last: drawn anew only after forget(), or for another size or scale of the widget.
// GUI thread.
class DrawnOnce
{
public:
    void forget() { m_picture = {}; }
    qint64 key() const { return m_picture.cacheKey(); } // another one for each drawing

    // draw: void(QPainter&), in the widget's coordinates, over all of it.
    template <class Draw>
    void paint(QPainter& painter, const QWidget& widget, const Draw& draw)
    {
        const double scale = widget.devicePixelRatioF();
        const QSize size = (QSizeF(widget.size()) * scale).toSize();
        if (m_picture.size() != size || m_picture.devicePixelRatio() != scale) {
            m_picture = QPixmap(size);
            m_picture.setDevicePixelRatio(scale);
            QPainter drawing(&m_picture);
            draw(drawing);
        }
        painter.drawPixmap(QPointF(), m_picture);
    }

private:
    QPixmap m_picture;
};

} // namespace dass
