#include "core/inference/probability_matrix.h"
#include "ui/plots/plot_stack.h"
#include "ui/plots/stack_state.h"
#include "ui/plots/time_viewport.h"

#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>

#include <array>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <optional>

using namespace dass;
using namespace stackmetrics;

namespace {

constexpr std::int64_t kSecond = 16000;
constexpr int kWidth = 1000;
constexpr int kHeight = 600;
constexpr int kPlotWidth = kWidth - kGutter - kRightMargin;
constexpr int kWaveformTop = kTopMargin + kOverviewHeight + kProgressHeight + kRulerGap + kRulerHeight;
constexpr int kSpectrogramTop = kWaveformTop + kWaveformHeight + kGap;

PlotResult silentResult(std::int64_t rows)
{
    TaggingSettings settings;
    settings.windowSeconds = settings.hopSeconds = 1;
    const auto matrix = std::make_shared<ProbabilityMatrix>(1);
    for (std::int64_t row = 0; row < rows; ++row) {
        matrix->append(std::array<float, 1>{0.0F});
    }
    return {matrix, RowTiming(settings), rows * 100, true};
}

} // namespace

// What a stack says at its pointer and beside its tracks, and what can be taken hold of.
class PlotsPointerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_stack = std::make_unique<PlotStack>();
        m_stack->resize(kWidth, kHeight);
        m_stack->viewport()->setLength(20 * kSecond);
        m_stack->viewport()->fit();
        m_stack->setResult(silentResult(20));
        m_stack->setHeatStrip({{0, QStringLiteral("Click"), QColor(Qt::red)}});
        m_stack->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_stack.get(), 30000));
    }

    void cleanup() { m_stack.reset(); }

    // Its edges cannot be told apart there: what is chosen stays as it is, and something else is selected.
    void aNarrowSelectionHasNoEdgesToDrag()
    {
        QSignalSpy selections(m_stack.get(), &PlotStack::selectionChanged);
        const QPoint at(columnOf(10 * kSecond), kSpectrogramTop + 40);
        const auto samples = [this](double pixels) { return static_cast<std::int64_t>(pixels * samplesPerPixel()); };
        const SampleSpan narrow{10 * kSecond, 10 * kSecond + samples(8)};
        m_stack->setSelection(narrow);
        settledPicture();
        drag(at, at + QPoint(200, 0), Qt::LeftButton);
        QVERIFY(std::abs(m_stack->selection().start - narrow.start) <= samples(1));
        QVERIFY(std::abs(m_stack->selection().end - narrow.start - samples(200)) <= samples(2));
        const SampleSpan wide{10 * kSecond, 10 * kSecond + samples(16)};
        m_stack->setSelection(wide);
        drag(at, at + QPoint(-100, 0), Qt::LeftButton); // the edge of one that is wide enough
        QCOMPARE(m_stack->selection().end, wide.end);
        QVERIFY(m_stack->selection().start < wide.start - samples(90));
        QVERIFY(!selections.isEmpty());
    }

    void hoverTellsTheRowOfTheHeatStrip()
    {
        m_stack->setHeatStrip({{0, QStringLiteral("Click"), QColor(Qt::red)}, {0, QStringLiteral("Clack"), QColor()}});
        settledPicture();
        QSignalSpy hovers(m_stack.get(), &PlotStack::hovered);
        const auto rowAt = [&](int y) {
            drag({kGutter + 200, y}, {kGutter + 200, y}, Qt::NoButton);
            return hovers.last().first().value<PlotHover>().heatRow.value_or(-1);
        };
        const int bottom = kHeight - kBottomMargin;
        QCOMPARE(rowAt(bottom - kHeatRowHeight / 2), 1);
        QCOMPARE(rowAt(bottom - kHeatRowHeight - kHeatRowHeight / 2), 0);
        QCOMPARE(rowAt(bottom - 2 * kHeatRowHeight - 1), -1); // between the tracks
        QCOMPARE(rowAt(kSpectrogramTop + 20), -1);
    }

    void theGutterSaysWhoseTimesOfDayTheseAre()
    {
        const auto gutter = [this] {
            const int top = kWaveformTop - kRulerHeight;
            return settledPicture().copy(0, top, kGutter, kRulerHeight);
        };
        m_stack->setClockStart(4.5 * 3600);
        const QImage unknown = gutter();
        m_stack->setClockStart(4.5 * 3600, QStringLiteral("UTC+2"));
        const QImage known = gutter();
        QVERIFY(known != unknown);
        m_stack->setClockStart(4.5 * 3600, QStringLiteral("UTC+3"));
        QVERIFY(gutter() != known);
        m_stack->setClockStart(4.5 * 3600);
        QVERIFY(gutter() == unknown);
        m_stack->setClockStart(std::nullopt, QStringLiteral("UTC+2")); // times since the start are nobody's
        const QImage sinceStart = gutter();
        m_stack->setClockStart(std::nullopt);
        QVERIFY(gutter() == sinceStart);
    }

private:
    QWidget* overlay() const { return m_stack->findChild<QWidget*>(QStringLiteral("overlay")); }

    QImage settledPicture()
    {
        m_stack->grab(); // lays out
        QCoreApplication::processEvents();
        return m_stack->grab().toImage();
    }

    double samplesPerPixel() const { return m_stack->viewport()->span() / kPlotWidth; }
    int columnOf(std::int64_t sample) const
    {
        const PixelGrid grid = PixelGrid::forView(*m_stack->viewport(), QRect(kGutter, 0, kPlotWidth, 1), 1);
        return static_cast<int>(grid.xOfColumn(grid.columnOf(static_cast<double>(sample))));
    }

    void drag(const QPoint& from, const QPoint& to, Qt::MouseButton button)
    {
        if (button != Qt::NoButton) {
            QTest::mousePress(overlay(), button, {}, from);
        }
        for (const double part : {0.25, 0.5, 1.0}) {
            const QPointF position = from + QPointF(to - from) * part;
            QMouseEvent move(QEvent::MouseMove, position, overlay()->mapToGlobal(position), Qt::NoButton, button, {});
            QCoreApplication::sendEvent(overlay(), &move);
        }
        if (button != Qt::NoButton) {
            QTest::mouseRelease(overlay(), button, {}, to);
        }
        settledPicture();
    }

    std::unique_ptr<PlotStack> m_stack;
};

QTEST_MAIN(PlotsPointerTest)
#include "plots_pointer_test.moc"
