#include "ui/plots/drawing.h"

#include <QGuiApplication>
#include <QImage>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPixmap>
#include <QScreen>

#include <array>
#include <cmath>
#include <utility>

namespace dass {
namespace {

constexpr double kMillimetresPerInch = 25.4;
constexpr std::array kHints = {QPainter::Antialiasing, QPainter::TextAntialiasing, QPainter::SmoothPixmapTransform};

// Fonts have points, and a drawing pixels: text keeps its size on a device of another resolution.
QFont sizedFor(const QPainter& painter, QFont font, int dotsPerInch)
{
    const int own = painter.device()->logicalDpiY();
    if (font.pointSizeF() > 0 && own > 0 && own != dotsPerInch)
        font.setPointSizeF(font.pointSizeF() * dotsPerInch / own);
    return font;
}

} // namespace

void Drawing::play(QPainter& painter) const
{
    painter.save();
    const QTransform own = painter.worldTransform();
    for (const Step& step : m_steps)
        step(painter, own);
    painter.restore();
}

class DrawingRecorder::Engine : public QPaintEngine
{
public:
    Engine() : QPaintEngine(AllFeatures) {}

    Drawing drawing;

    bool begin(QPaintDevice* device) override
    {
        drawing = {};
        m_dotsPerInch = device->logicalDpiY();
        return true;
    }
    bool end() override { return true; }
    Type type() const override { return User; }

    void updateState(const QPaintEngineState& state) override
    {
        const DirtyFlags dirty = state.state();
        if (dirty & DirtyPen)
            note([pen = state.pen()](QPainter& painter) { painter.setPen(pen); });
        if (dirty & DirtyBrush)
            note([brush = state.brush()](QPainter& painter) { painter.setBrush(brush); });
        if (dirty & DirtyBrushOrigin)
            note([origin = state.brushOrigin()](QPainter& painter) { painter.setBrushOrigin(origin); });
        if (dirty & DirtyFont) {
            note([font = state.font(), dots = m_dotsPerInch](QPainter& painter) {
                painter.setFont(sizedFor(painter, font, dots));
            });
        }
        if (dirty & DirtyBackground)
            note([brush = state.backgroundBrush()](QPainter& painter) { painter.setBackground(brush); });
        if (dirty & DirtyBackgroundMode)
            note([mode = state.backgroundMode()](QPainter& painter) { painter.setBackgroundMode(mode); });
        if (dirty & DirtyTransform) {
            drawing.m_steps.emplace_back([transform = state.transform()](QPainter& painter, const QTransform& own) {
                painter.setWorldTransform(transform * own);
            });
        }
        updateClip(state, dirty);
        if (dirty & DirtyHints) {
            note([hints = state.renderHints()](QPainter& painter) {
                for (const QPainter::RenderHint hint : kHints)
                    painter.setRenderHint(hint, hints.testFlag(hint));
            });
        }
        if (dirty & DirtyCompositionMode)
            note([mode = state.compositionMode()](QPainter& painter) { painter.setCompositionMode(mode); });
        if (dirty & DirtyOpacity)
            note([opacity = state.opacity()](QPainter& painter) { painter.setOpacity(opacity); });
    }

    using QPaintEngine::drawLines;
    using QPaintEngine::drawPoints;
    using QPaintEngine::drawPolygon;
    using QPaintEngine::drawRects;

    void drawRects(const QRectF* rects, int count) override
    {
        note([all = std::vector(rects, rects + count)](QPainter& painter) {
            painter.drawRects(all.data(), static_cast<int>(all.size()));
        });
    }

    void drawLines(const QLineF* lines, int count) override
    {
        note([all = std::vector(lines, lines + count)](QPainter& painter) {
            painter.drawLines(all.data(), static_cast<int>(all.size()));
        });
    }

    void drawPoints(const QPointF* points, int count) override
    {
        note([all = std::vector(points, points + count)](QPainter& painter) {
            painter.drawPoints(all.data(), static_cast<int>(all.size()));
        });
    }

    void drawPolygon(const QPointF* points, int count, PolygonDrawMode mode) override
    {
        note([all = std::vector(points, points + count), mode](QPainter& painter) {
            const int size = static_cast<int>(all.size());
            if (mode == PolylineMode)
                painter.drawPolyline(all.data(), size);
            else if (mode == ConvexMode)
                painter.drawConvexPolygon(all.data(), size);
            else
                painter.drawPolygon(all.data(), size, mode == WindingMode ? Qt::WindingFill : Qt::OddEvenFill);
        });
    }

    void drawPath(const QPainterPath& path) override
    {
        note([path](QPainter& painter) { painter.drawPath(path); });
    }

    void drawEllipse(const QRectF& rect) override
    {
        note([rect](QPainter& painter) { painter.drawEllipse(rect); });
    }

    // As an image: pixmaps belong to the GUI thread.
    void drawPixmap(const QRectF& target, const QPixmap& pixmap, const QRectF& source) override
    {
        drawImage(target, pixmap.toImage(), source, Qt::AutoColor);
    }

    void drawImage(const QRectF& target, const QImage& image, const QRectF& source,
                   Qt::ImageConversionFlags flags) override
    {
        note([=](QPainter& painter) { painter.drawImage(target, image, source, flags); });
    }

    void drawTextItem(const QPointF& position, const QTextItem& text) override
    {
        note([position, words = text.text(), font = text.font(), dots = m_dotsPerInch,
              rightToLeft = text.renderFlags().testFlag(QTextItem::RightToLeft)](QPainter& painter) {
            const QFont before = painter.font();
            painter.setFont(sizedFor(painter, font, dots));
            painter.setLayoutDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
            painter.drawText(position, words);
            painter.setFont(before);
        });
    }

private:
    template <class Step>
    void note(Step step)
    {
        drawing.m_steps.emplace_back(
            [step = std::move(step)](QPainter& painter, const QTransform& /*own*/) { step(painter); });
    }

    void updateClip(const QPaintEngineState& state, DirtyFlags dirty)
    {
        if (dirty & DirtyClipEnabled)
            note([enabled = state.isClipEnabled()](QPainter& painter) { painter.setClipping(enabled); });
        if (dirty & DirtyClipRegion) {
            note([region = state.clipRegion(), operation = state.clipOperation()](QPainter& painter) {
                painter.setClipRegion(region, operation);
            });
        }
        if (dirty & DirtyClipPath) {
            note([path = state.clipPath(), operation = state.clipOperation()](QPainter& painter) {
                painter.setClipPath(path, operation);
            });
        }
    }

    int m_dotsPerInch = 0;
};

DrawingRecorder::DrawingRecorder(const QSize& size) : m_size(size), m_engine(std::make_unique<Engine>()) {}

DrawingRecorder::~DrawingRecorder() = default;

Drawing DrawingRecorder::drawing() const
{
    return m_engine->drawing;
}

QPaintEngine* DrawingRecorder::paintEngine() const
{
    return m_engine.get();
}

int DrawingRecorder::metric(PaintDeviceMetric metric) const
{
    const QScreen* screen = QGuiApplication::primaryScreen();
    const double dotsPerInch = screen ? screen->logicalDotsPerInch() : 96;
    switch (metric) {
    case PdmWidth:
        return m_size.width();
    case PdmHeight:
        return m_size.height();
    case PdmWidthMM:
        return static_cast<int>(std::lround(m_size.width() * kMillimetresPerInch / dotsPerInch));
    case PdmHeightMM:
        return static_cast<int>(std::lround(m_size.height() * kMillimetresPerInch / dotsPerInch));
    case PdmDpiX:
    case PdmDpiY:
    case PdmPhysicalDpiX:
    case PdmPhysicalDpiY:
        return static_cast<int>(std::lround(dotsPerInch));
    case PdmNumColors:
        return 1 << 24;
    case PdmDepth:
        return 24;
    case PdmDevicePixelRatio:
        return 1;
    case PdmDevicePixelRatioScaled:
        return static_cast<int>(devicePixelRatioFScale());
    }
    return 0;
}

} // namespace dass
