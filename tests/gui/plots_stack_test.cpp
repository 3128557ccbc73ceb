#include "core/features/fbank.h"
#include "core/overview/mel_pyramid.h"
#include "core/overview/waveform_pyramid.h"
#include "tests/gui/plot_stack_fixture.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <ctime>

using namespace dass;
using namespace stackmetrics;

namespace {

// Processor time of this thread: what the work costs, whoever else keeps the machine busy.
qint64 threadNanoseconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec * 1'000'000'000LL + now.tv_nsec;
}

double lightness(const QColor& colour)
{
    return 0.299 * colour.red() + 0.587 * colour.green() + 0.114 * colour.blue();
}

} // namespace

// Looks at the pixels of a stack drawn offscreen, and moves it as a person does.
class PlotsStackTest : public QObject, protected PlotStackFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_recording = clickAt(10 * kSecond, 20 * kSecond);
        QVERIFY(show([this](PlotStack& stack) {
            stack.setOverview({.waveform = m_recording.waveform,
                               .spectrogram = m_recording.mel,
                               .length = m_recording.waveform->samples(),
                               .isFinished = true});
            stack.setResult(resultWith(20, 10, true));
            stack.setTags({{0, QStringLiteral("Click"), QColor(Qt::red), false}});
            stack.setHeatStrip({{0, QStringLiteral("Click"), QColor(Qt::red)}});
        }));
    }

    void cleanup() { m_stack.reset(); }

    void timeAxesLineUpToThePixel_data()
    {
        QTest::addColumn<double>("start");
        QTest::addColumn<double>("end");
        QTest::newRow("everything") << 0.0 << 20.0;
        QTest::newRow("two seconds") << 9.0 << 11.0;
        QTest::newRow("an odd span") << 8.1234 << 12.777;
    }

    void timeAxesLineUpToThePixel()
    {
        QFETCH(double, start);
        QFETCH(double, end);
        m_stack->viewport()->setRange(start * kSecond, end * kSecond);
        m_stack->setPlayhead(10 * kSecond);
        const QImage picture = settledPicture();
        const int x = columnOf(10 * kSecond);

        // Waveform: the click's bar reaches up to 0.9 of full scale.
        const int barY = kWaveformTop + 3;
        QCOMPARE(colourAt(picture, x, barY), m_colours.text); // the playhead is at the click, above the bar
        m_stack->setPlayhead(kSecond);
        const QImage bare = settledPicture();
        QCOMPARE(colourAt(bare, x, barY + 2), m_colours.wavePeak);
        QCOMPARE(colourAt(bare, x - 1, barY + 2), m_colours.base);

        // Ruler: ten seconds has a tick, which ends right above the waveform.
        QVERIFY(lightness(colourAt(bare, x, kWaveformTop - 4)) < lightness(m_colours.window) - 60);
        QVERIFY(lightness(colourAt(bare, x - 2, kWaveformTop - 4)) > lightness(m_colours.window) - 20);

        // Spectrogram: the brightest columns hold the click's frame.
        const int y = kSpectrogramTop + 30;
        double brightest = 0;
        for (int column = kGutter; column < kGutter + kPlotWidth; ++column) {
            if (column != columnOf(kSecond)) { // the playhead, which is white over the map
                brightest = std::max(brightest, lightness(colourAt(bare, column, y)));
            }
        }
        QCOMPARE(lightness(colourAt(bare, x, y)), brightest);
        const double reach = 3 * 160 / samplesPerPixel() + 2; // the frames around hold the click too
        QVERIFY(lightness(colourAt(bare, x - static_cast<int>(reach), y)) < 20);
        QVERIFY(lightness(colourAt(bare, x + static_cast<int>(reach), y)) < 20);

        // Probability: the grid line of ten seconds.
        const auto gridY = static_cast<int>(kProbabilityRange.yOf(0.8, probabilityTrack()));
        QCOMPARE(colourAt(bare, x, gridY), m_colours.grid);
        QCOMPARE(colourAt(bare, x - 1, gridY), m_colours.base);

        // Heat strip: the cell from ten seconds on begins in this very column.
        const int strip = kHeight - kBottomMargin - 7;
        QCOMPARE(colourAt(bare, x, strip), QColor(colourTable(ColourMap::HeatLight)[230]));
        QCOMPARE(colourAt(bare, x - 1, strip), QColor(colourTable(ColourMap::HeatLight)[0]));
    }

    void untaggedPartIsHatchedFromTheFrontOn()
    {
        m_stack->setResult(resultWith(12, 3, false));
        m_stack->setPlayhead(15 * kSecond);
        const QImage picture = settledPicture();
        const int front = columnOf(12 * kSecond);
        const int probabilityTop = probabilityTrack().top();
        QCOMPARE(colourAt(picture, front, probabilityTop + 2), m_colours.accent);
        QCOMPARE(colourAt(picture, front + 1, probabilityTop + 2), m_colours.accent);
        const auto hatchedPixels = [&](int from, int to, int top) {
            int count = 0;
            for (int x = from; x < to; ++x) {
                count += colourAt(picture, x, top) != m_colours.base && colourAt(picture, x, top) != m_colours.grid;
            }
            return count;
        };
        QCOMPARE(hatchedPixels(kGutter, front, probabilityTop + 2), 0);
        QVERIFY(hatchedPixels(front + 2, kGutter + kPlotWidth, probabilityTop + 2) > 20);
    }

    void unreadablePartHasItsReasonAndActions()
    {
        QSignalSpy actions(m_stack.get(), &PlotStack::failureActionTriggered);
        m_stack->viewport()->setLength(30 * kSecond);
        m_stack->setFailure(PlotFailure{20 * kSecond,
                                        QStringLiteral("Unreadable from 00:00:20.0"),
                                        QStringLiteral("The file ends early."),
                                        {QStringLiteral("Try again"), QStringLiteral("Copy details")}});
        const QImage picture = settledPicture();
        QCOMPARE(m_stack->viewport()->length(), 30 * kSecond); // the missing part stays in view
        QCOMPARE(colourAt(picture, columnOf(20 * kSecond), kSpectrogramTop + 5), m_colours.danger);
        const auto buttons = m_stack->findChildren<QPushButton*>();
        QCOMPARE(buttons.size(), 2);
        QTest::mouseClick(buttons.last(), Qt::LeftButton);
        QCOMPARE(actions.size(), 1);
        QCOMPARE(actions.first().first().toInt(), 1);
        m_stack->setFailure(std::nullopt);
        QVERIFY(!buttons.first()->isVisible());
    }

    void followsTheTheme()
    {
        const QPoint gutter(5, kSpectrogramTop + 100);
        QCOMPARE(settledPicture().pixelColor(gutter), PlotColours::light().window);
        m_stack->setColours(PlotColours::darkTheme());
        const QImage dark = settledPicture();
        QCOMPARE(dark.pixelColor(gutter), PlotColours::darkTheme().window);
        QCOMPARE(colourAt(dark, kGutter + 10, kWaveformTop + 2), PlotColours::darkTheme().base);
        const int strip = kHeight - kBottomMargin - 7;
        QCOMPARE(colourAt(dark, columnOf(10 * kSecond) + 2, strip), QColor(colourTable(ColourMap::HeatDark)[230]));
    }

    void wheelZoomsAtThePointer()
    {
        const QPointF pointer(kGutter + 300, kSpectrogramTop + 50);
        const double before = sampleAt(pointer.x());
        for (int i = 0; i < 8; ++i) {
            wheel(pointer, 120, Qt::NoModifier);
        }
        QVERIFY(m_stack->viewport()->span() < 20.0 * kSecond / 5);
        QVERIFY(std::abs(sampleAt(pointer.x()) - before) <= samplesPerPixel() / 2);
        wheel(pointer, 120, Qt::ShiftModifier); // pans instead
        QVERIFY(sampleAt(pointer.x()) < before - samplesPerPixel());
    }

    void clickSeeksAndDragSelects()
    {
        QSignalSpy seeks(m_stack.get(), &PlotStack::seekRequested);
        QSignalSpy selections(m_stack.get(), &PlotStack::selectionChanged);
        const QPoint at(columnOf(5 * kSecond), kSpectrogramTop + 40);
        drag(at, at, Qt::LeftButton);
        QCOMPARE(seeks.size(), 1);
        QVERIFY(std::abs(seeks.first().first().toDouble() - 5.0 * kSecond) <= samplesPerPixel());
        QVERIFY(selections.isEmpty()); // there was none to take away

        drag(at, at + QPoint(100, 3), Qt::LeftButton);
        QCOMPARE(seeks.size(), 1);
        const SampleSpan selection = m_stack->selection();
        QVERIFY(std::abs(static_cast<double>(selection.start) - 5.0 * kSecond) <= samplesPerPixel());
        QVERIFY(std::abs(static_cast<double>(selection.end - selection.start) - 100 * samplesPerPixel()) <=
                samplesPerPixel());
        // Its right edge can be taken hold of.
        drag(at + QPoint(100, 3), at + QPoint(50, 3), Qt::LeftButton);
        QCOMPARE(m_stack->selection().start, selection.start);
        QVERIFY(m_stack->selection().end < selection.end);
        drag(at + QPoint(300, 0), at + QPoint(300, 0), Qt::LeftButton);
        QVERIFY(m_stack->selection().isEmpty());
        QCOMPARE(selections.last().first().value<SampleSpan>(), SampleSpan{});
    }

    void thresholdIsDragged()
    {
        QSignalSpy thresholds(m_stack.get(), &PlotStack::thresholdDragged);
        m_stack->setThreshold(0.3);
        settledPicture();
        const QRect track = probabilityTrack();
        const auto yOf = [&](double value) {
            return static_cast<int>(std::lround(kProbabilityRange.yOf(value, track)));
        };
        drag({kGutter + 200, yOf(0.3) + 2}, {kGutter + 200, yOf(0.75)}, Qt::LeftButton);
        QVERIFY(!thresholds.isEmpty());
        QVERIFY(std::abs(thresholds.last().first().toDouble() - 0.75) < 0.011);
        drag({kGutter + 200, yOf(0.75)}, {kGutter + 200, 0}, Qt::LeftButton);
        QCOMPARE(thresholds.last().first().toDouble(), 1.0);
    }

    void overviewBoxAndMiddleDragPan()
    {
        TimeViewport& viewport = *m_stack->viewport();
        viewport.setRange(0, 2.0 * kSecond);
        settledPicture();
        drag({kGutter + 20, kTopMargin + 10}, {kGutter + 20 + kPlotWidth / 2, kTopMargin + 10}, Qt::LeftButton);
        QVERIFY(std::abs(viewport.start() - 10.0 * kSecond) < 0.05 * kSecond);
        QCOMPARE(viewport.span(), 2.0 * kSecond);
        const double before = viewport.start();
        drag({kGutter + 500, kSpectrogramTop + 50}, {kGutter + 400, kSpectrogramTop + 50}, Qt::MiddleButton);
        QVERIFY(std::abs(viewport.start() - before - 100 * samplesPerPixel()) < 1e-6);
        QTest::mouseDClick(overlay(), Qt::LeftButton, {}, {kGutter + 400, kSpectrogramTop + 50});
        QVERIFY(viewport.showsEverything());
    }

    void zoomsAndPans()
    {
        TimeViewport& viewport = *m_stack->viewport();
        m_stack->zoom(TimeViewport::kZoomStep);
        QVERIFY(std::abs(viewport.span() - 20.0 * kSecond / TimeViewport::kZoomStep) < 1e-6);
        m_stack->pan(2);
        QCOMPARE(viewport.end(), 20.0 * kSecond);
        m_stack->pan(-0.1);
        QVERIFY(viewport.end() < 20.0 * kSecond);
        m_stack->pan(-2);
        QCOMPARE(viewport.start(), 0.0);
        m_stack->zoom(1 / TimeViewport::kZoomStep);
        QVERIFY(viewport.showsEverything());
    }

    void hoverTellsTimeFrequencyAndLevel()
    {
        QSignalSpy hovers(m_stack.get(), &PlotStack::hovered);
        settledPicture();
        const QPoint at(columnOf(10 * kSecond), kSpectrogramTop + 20);
        drag(at, at, Qt::NoButton);
        QVERIFY(!hovers.isEmpty());
        const auto hover = hovers.last().first().value<PlotHover>();
        QVERIFY(std::abs(static_cast<double>(hover.sample) - 10.0 * kSecond) <= samplesPerPixel());
        QVERIFY(hover.hertz.value_or(0) > 5000);
        // A click is flat but for the pre-emphasis, so the top of the band is near the loudest cell.
        QVERIFY(hover.decibels.value_or(-99) > -12 && hover.decibels.value_or(99) <= 0);
    }

    void measuresTheGuiThread()
    {
        m_stack->resize(2560 - 456, 1440 - 300); // what a big screen leaves for the plots
        settledPicture();
        measure("a step of zooming",
                [&](int step) { m_stack->viewport()->zoomAt(10.0 * kSecond, step < 30 ? 1.08 : 1 / 1.08); });
        measure("a step of the playhead", [&](int step) { m_stack->setPlayhead(step * kSecond / 4); });
        QCOMPARE(m_stack->playhead(), 59 * kSecond / 4);
    }

private:
    // Says what 60 steps cost; how fast is fast enough depends on the machine.
    template <class Step>
    void measure(const char* what, Step&& step)
    {
        constexpr int kSteps = 60;
        qint64 longest = 0;
        qint64 total = 0;
        for (int i = 0; i < kSteps; ++i) {
            step(i);
            const qint64 before = threadNanoseconds();
            QCoreApplication::processEvents();
            const qint64 taken = threadNanoseconds() - before;
            longest = std::max(longest, taken);
            total += taken;
        }
        qInfo("%s holds the GUI thread for %.1f ms, %.1f ms at most", what, static_cast<double>(total) / kSteps / 1e6,
              static_cast<double>(longest) / 1e6);
    }

    QColor colourAt(const QImage& picture, int x, int y) const { return picture.pixelColor(x, y); }
    double sampleAt(double x) const { return m_stack->viewport()->start() + (x - kGutter) * samplesPerPixel(); }

    void wheel(const QPointF& at, int angle, Qt::KeyboardModifiers modifiers)
    {
        QWheelEvent event(at, overlay()->mapToGlobal(at), QPoint(), QPoint(0, angle), Qt::NoButton, modifiers,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(overlay(), &event);
        settledPicture();
    }

    struct Recording
    {
        std::shared_ptr<WaveformPyramid> waveform = std::make_shared<WaveformPyramid>();
        std::shared_ptr<MelPyramid> mel = std::make_shared<MelPyramid>();
    };

    // Silence with one click.
    static Recording clickAt(std::int64_t sample, std::int64_t length)
    {
        std::vector<float> samples(static_cast<std::size_t>(length), 0.0F);
        samples[static_cast<std::size_t>(sample)] = 0.9F;
        std::vector<float> frames;
        FbankStream().push(samples, frames);
        Recording recording;
        recording.waveform->append(samples);
        recording.waveform->finish();
        recording.mel->append(frames);
        return recording;
    }

    PlotColours m_colours = PlotColours::light();
    Recording m_recording;
};

QTEST_MAIN(PlotsStackTest)
#include "plots_stack_test.moc"
