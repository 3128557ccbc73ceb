#include "tests/gui/plot_stack_fixture.h"

#include <QSignalSpy>

#include <cstdlib>
#include <optional>

using namespace dass;
using namespace stackmetrics;

// What a stack says at its pointer and beside its tracks, and what can be taken hold of.
class PlotsPointerTest : public QObject, protected PlotStackFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QVERIFY(show([](PlotStack& stack) {
            stack.viewport()->setLength(20 * kSecond);
            stack.viewport()->fit();
            stack.setResult(resultWith(20, -1, true));
            stack.setHeatStrip({{0, QStringLiteral("Click"), QColor(Qt::red)}});
        }));
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
};

QTEST_MAIN(PlotsPointerTest)
#include "plots_pointer_test.moc"
