#include "ui/style/icons.h"

#include "ui/style/theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace dass {

namespace {

constexpr const char* kNames[kIconCount] = {
    "analyze", "cancel",     "check",    "clock",      "close",        "copy",     "distill",  "edit",
    "error",   "export",     "external", "file",       "folder",       "gear",     "haystack", "info",
    "loop",    "more",       "open",     "panel-left", "panel-right",  "pause",    "play",     "plus",
    "ring",    "run",        "search",   "skip-back",  "skip-forward", "success",  "tag",      "undo",
    "volume",  "volume-off", "warning",  "zoom-fit",   "zoom-in",      "zoom-out",
};

class ThemedIconEngine : public QIconEngine
{
public:
    ThemedIconEngine(Icon icon, IconTone tone) : m_icon(icon), m_tone(tone) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const int size = std::min(rect.width(), rect.height());
        const double ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        QRect box(0, 0, size, size);
        box.moveCenter(rect.center());
        painter->drawPixmap(box, iconPixmap(m_icon, colour(mode, state), size, ratio));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return iconPixmap(m_icon, colour(mode, state), std::min(size.width(), size.height()), 1.0);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        const int pixels = std::min(size.width(), size.height());
        return iconPixmap(m_icon, colour(mode, state), static_cast<int>(pixels / scale), scale);
    }

    QIconEngine* clone() const override { return new ThemedIconEngine(*this); }

private:
    QColor colour(QIcon::Mode mode, QIcon::State state) const
    {
        if (mode == QIcon::Disabled)
            return tokens().disabled;
        return state == QIcon::On ? tokens().text : toneColour(m_tone);
    }

    Icon m_icon;
    IconTone m_tone;
};

} // namespace

const QColor& toneColour(IconTone tone)
{
    const Tokens& t = tokens();
    switch (tone) {
    case IconTone::Text:
        return t.text;
    case IconTone::Secondary:
        return t.secondary;
    case IconTone::Accent:
        return t.accent;
    case IconTone::OnAccent:
        return t.onAccent;
    case IconTone::Danger:
        return t.danger;
    case IconTone::Warning:
        return t.warning;
    case IconTone::Success:
        return t.success;
    }
    return t.text;
}

QString iconPath(Icon icon)
{
    return QStringLiteral(":/icons/%1.svg").arg(QLatin1String(kNames[static_cast<int>(icon)]));
}

QIcon themedIcon(Icon icon, IconTone tone)
{
    return QIcon(new ThemedIconEngine(icon, tone));
}

QPixmap iconPixmap(Icon icon, const QColor& colour, int size, double devicePixelRatio)
{
    const QString key = QStringLiteral("dass/%1/%2/%3/%4")
                            .arg(static_cast<int>(icon))
                            .arg(colour.name())
                            .arg(size)
                            .arg(devicePixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QFile file(iconPath(icon));
    QByteArray svg = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    svg.replace("currentColor", colour.name().toLatin1());
    QSvgRenderer renderer(svg);
    pixmap = QPixmap(QSize(size, size) * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter, QRectF(0, 0, size, size));
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

} // namespace dass
