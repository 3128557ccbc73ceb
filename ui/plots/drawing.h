#pragma once

#include <QPaintDevice>
#include <QTransform>

#include <functional>
#include <memory>
#include <vector>

class QPainter;

namespace dass {

// What was drawn on a DrawingRecorder, to be drawn again elsewhere. Images are shared, not copied or packed: an image
// over memory of others must outlive the drawing. A value that does not change; play() may be called by any thread.
class Drawing
{
public:
    // In the painter's coordinates, whatever its device. Leaves the painter as it was.
    void play(QPainter& painter) const;
    bool isEmpty() const { return m_steps.empty(); }

private:
    friend class DrawingRecorder;

    // own: the painter's transformation before the drawing.
    using Step = std::function<void(QPainter& painter, const QTransform& own)>;
    std::vector<Step> m_steps;
};

// A paint device that notes what a painter does. The painter must be ended before drawing() is asked for. One thread.
class DrawingRecorder : public QPaintDevice
{
public:
    explicit DrawingRecorder(const QSize& size); // logical pixels
    ~DrawingRecorder() override;
    DrawingRecorder(const DrawingRecorder&) = delete;
    DrawingRecorder& operator=(const DrawingRecorder&) = delete;
    DrawingRecorder(DrawingRecorder&&) = delete;
    DrawingRecorder& operator=(DrawingRecorder&&) = delete;

    Drawing drawing() const;

    QPaintEngine* paintEngine() const override;

protected:
    int metric(PaintDeviceMetric metric) const override;

private:
    class Engine;
    QSize m_size;
    std::unique_ptr<Engine> m_engine;
};

} // namespace dass
