#pragma once

#include "core/inference/probability_matrix.h"
#include "ui/plots/pixel_grid.h"
#include "ui/plots/plot_stack.h"
#include "ui/plots/spectrogram_renderer.h"
#include "ui/plots/stack_state.h"
#include "ui/plots/time_viewport.h"

#include <QMouseEvent>
#include <QTest>

#include <memory>
#include <span>

namespace dass {

// A stack of this size, with one row in its heat strip, has its tracks here.
inline constexpr int kWidth = 1000;
inline constexpr int kHeight = 600;
inline constexpr int kPlotWidth = kWidth - stackmetrics::kGutter - stackmetrics::kRightMargin;
inline constexpr int kWaveformTop = stackmetrics::kTopMargin + stackmetrics::kOverviewHeight +
                                    stackmetrics::kProgressHeight + stackmetrics::kRulerGap +
                                    stackmetrics::kRulerHeight;
inline constexpr int kSpectrogramTop = kWaveformTop + stackmetrics::kWaveformHeight + stackmetrics::kGap;
inline constexpr std::int64_t kSecond = 16000;

inline RowTiming secondRows()
{
    TaggingSettings settings;
    settings.windowSeconds = settings.hopSeconds = 1;
    return RowTiming(settings);
}

// A row a second of one class; 0.9 in the loud one (-1: none), else 0.
inline PlotResult resultWith(std::int64_t rows, std::int64_t loudRow, bool finished)
{
    const auto matrix = std::make_shared<ProbabilityMatrix>(1);
    for (std::int64_t row = 0; row < rows; ++row) {
        const float value = row == loudRow ? 0.9F : 0.0F;
        matrix->append(std::span(&value, 1));
    }
    return {matrix, secondRows(), rows * 100, finished};
}

// A stack drawn offscreen, how it looks, and a person at it.
class PlotStackFixture
{
protected:
    // A new one, on which `fill` puts what it shows. False: it is not on the screen.
    template <class Fill>
    bool show(Fill fill)
    {
        m_stack = std::make_unique<PlotStack>();
        m_stack->resize(kWidth, kHeight);
        fill(*m_stack);
        m_stack->show();
        return QTest::qWaitForWindowExposed(m_stack.get(), 30000);
    }

    QWidget* overlay() const { return m_stack->findChild<QWidget*>(QStringLiteral("overlay")); }

    static QRect probabilityTrack()
    {
        using namespace stackmetrics;
        const int top = kHeight - kBottomMargin - kHeatRowHeight - kGap - kProbabilityHeight;
        return {kGutter, top, kPlotWidth, kProbabilityHeight};
    }

    // The picture when every tile has arrived.
    QImage settledPicture()
    {
        auto* const renderer = m_stack->findChild<SpectrogramRenderer*>();
        m_stack->grab(); // lays out and asks for tiles
        QCoreApplication::processEvents();
        if (!QTest::qWaitFor([&] { return renderer->isComplete(); }, 10000)) {
            qWarning("the spectrogram did not become complete");
        }
        QCoreApplication::processEvents();
        return m_stack->grab().toImage();
    }

    double samplesPerPixel() const { return m_stack->viewport()->span() / kPlotWidth; }
    int columnOf(std::int64_t sample) const
    {
        const PixelGrid grid =
            PixelGrid::forView(*m_stack->viewport(), QRect(stackmetrics::kGutter, 0, kPlotWidth, 1), 1);
        return static_cast<int>(grid.xOfColumn(grid.columnOf(static_cast<double>(sample))));
    }

    void movePointer(const QPoint& to, Qt::MouseButtons buttons = Qt::NoButton) { movePointerTo(to, buttons); }
    void movePointerTo(const QPointF& to, Qt::MouseButtons buttons)
    {
        QMouseEvent event(QEvent::MouseMove, to, overlay()->mapToGlobal(to), Qt::NoButton, buttons, {});
        QCoreApplication::sendEvent(overlay(), &event);
    }

    void drag(const QPoint& from, const QPoint& to, Qt::MouseButton button)
    {
        if (button != Qt::NoButton) {
            QTest::mousePress(overlay(), button, {}, from);
        }
        for (const double part : {0.25, 0.5, 1.0}) {
            movePointerTo(from + QPointF(to - from) * part, button);
        }
        if (button != Qt::NoButton) {
            QTest::mouseRelease(overlay(), button, {}, to);
        }
        settledPicture();
    }

    std::unique_ptr<PlotStack> m_stack;
};

} // namespace dass
