#include "core/inference/probability_matrix.h"
#include "ui/plots/byte_budget_cache.h"
#include "ui/plots/colour_map.h"
#include "ui/plots/mel_scale.h"
#include "ui/plots/peak_series.h"
#include "ui/plots/pixel_grid.h"
#include "ui/plots/probability_series.h"
#include "ui/plots/readout.h"
#include "ui/plots/stack_state.h"
#include "ui/plots/time_text.h"
#include "ui/plots/time_ticker.h"
#include "ui/plots/time_viewport.h"
#include "ui/plots/value_scale.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace dass;

namespace {

constexpr std::int64_t kHour = 3600LL * 16000;

} // namespace

// The arithmetic of the time axis and of what is drawn over it, with no window.
class PlotsAxisTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void viewportZoomKeepsTheSampleInPlace()
    {
        TimeViewport viewport;
        viewport.setLength(kHour);
        viewport.fit();
        const double sample = 0.3 * static_cast<double>(kHour);
        for (int i = 0; i < 30; ++i) {
            const double before = (sample - viewport.start()) / viewport.span();
            viewport.zoomAt(sample, TimeViewport::kZoomStep);
            const double after = (sample - viewport.start()) / viewport.span();
            QVERIFY(std::abs(before - after) < 1e-9);
        }
        QVERIFY(viewport.span() < static_cast<double>(kHour) / 500);
    }

    void viewportStaysInsideTheRecording()
    {
        TimeViewport viewport;
        viewport.setLength(kHour);
        viewport.setRange(-5000, 100000);
        QCOMPARE(viewport.start(), 0.0);
        QCOMPARE(viewport.span(), 105000.0);
        viewport.pan(1e12);
        QCOMPARE(viewport.end(), static_cast<double>(kHour));
        viewport.zoomAt(0, 1e-9);
        QVERIFY(viewport.showsEverything());
        viewport.zoomAt(1000, 1e9);
        QCOMPARE(viewport.span(), TimeViewport::kSmallestSpan);
        viewport.panToStart();
        QCOMPARE(viewport.start(), 0.0);
        viewport.panToEnd();
        QCOMPARE(viewport.end(), static_cast<double>(kHour));
    }

    void viewportFollowsAGrowingRecordingOnlyWhileAllOfItIsInView()
    {
        TimeViewport viewport;
        QSignalSpy changes(&viewport, &TimeViewport::changed);
        viewport.setLength(kHour);
        QVERIFY(viewport.showsEverything());
        viewport.setLength(2 * kHour);
        QVERIFY(viewport.showsEverything());
        QCOMPARE(changes.size(), 2);
        viewport.setLength(2 * kHour);
        QCOMPARE(changes.size(), 2); // nothing changed, nothing said
        viewport.setRange(1000, 200000);
        viewport.setLength(3 * kHour);
        QCOMPARE(viewport.start(), 1000.0);
        QCOMPARE(viewport.end(), 200000.0);
    }

    void viewportBringsASampleIntoView()
    {
        TimeViewport viewport;
        viewport.setLength(kHour);
        viewport.setRange(0, 160000);
        viewport.ensureVisible(80000.0);
        QCOMPARE(viewport.start(), 0.0);
        viewport.ensureVisible(160000.0); // playback runs out on the right: the next page
        QCOMPARE(viewport.start(), 160000.0);
        viewport.ensureVisible(1600000.0); // a jump: in the middle
        QCOMPARE(viewport.start(), 1600000.0 - 80000.0);
        viewport.ensureVisible(0.0, 1600000.0); // longer than the view
        QVERIFY(viewport.start() <= 0 && viewport.end() >= 1600000.0);
    }

    void gridColumnsTileTheSamples_data()
    {
        QTest::addColumn<double>("start");
        QTest::addColumn<double>("span");
        QTest::addColumn<double>("ratio");
        QTest::newRow("all of an hour") << 0.0 << static_cast<double>(kHour) << 1.0;
        QTest::newRow("odd numbers") << 1234567.8 << 1234567.1 << 2.0;
        QTest::newRow("a third of a pixel") << 160000.0 << 4000.3 << 1.5;
        QTest::newRow("whole steps") << 160000.0 << 160000.0 << 1.25;
    }

    void gridColumnsTileTheSamples()
    {
        QFETCH(double, start);
        QFETCH(double, span);
        QFETCH(double, ratio);
        TimeViewport viewport;
        viewport.setLength(kHour);
        viewport.setRange(start, start + span);
        const PixelGrid grid = PixelGrid::forView(viewport, QRect(112, 0, 800, 10), ratio);
        QCOMPARE(grid.columns, static_cast<int>(800 * ratio));
        QVERIFY(std::abs(grid.startSample() - start) <= grid.samplesPerColumn / 2);
        for (int i = 0; i < grid.columns; ++i) {
            const std::int64_t column = grid.firstColumn + i;
            const std::int64_t first = grid.firstSample(column);
            if (first == grid.lastSample(column)) {
                continue; // narrower than a sample
            }
            // What is reduced to a column, and where a position is drawn, is the same column.
            QCOMPARE(grid.columnOf(static_cast<double>(first)), column);
            QCOMPARE(grid.columnOf(static_cast<double>(grid.lastSample(column) - 1)), column);
            QVERIFY(std::abs(grid.xOfColumn(column) - (112 + i / ratio)) < 1e-9);
        }
    }

    void ticksAreRoundTimesWithRoomForTheirLabels()
    {
        for (double span = 0.1; span < 40000; span *= 1.37) {
            const double step = TimeTicker::stepFor(span, 800, 60);
            QVERIFY(span / step <= 9.0001);
            QVERIFY2(span / step >= 3 || span < 0.2, qPrintable(QString::number(span)));
        }
        QCOMPARE(TimeTicker::stepFor(900, 860, 60), 120.0); // the board: 15 minutes, a label every two
    }

    void labelsAreRoundTimesOfDay()
    {
        PixelGrid grid;
        grid.columns = 800;
        grid.samplesPerColumn = 16000 * 0.5; // 400 s
        TimeTicker ticker;
        ticker.setGrid(grid, 60);
        const auto labels = [&] {
            QVector<double> ticks;
            QVector<QString> texts;
            ticker.generate(QCPRange(0, 400.0 * 16000), QLocale::c(), 'f', 6, ticks, nullptr, &texts);
            return QStringList(texts.begin(), texts.end());
        };
        QVERIFY(labels().contains("00:01:00"));
        ticker.setClockStart(86400 - 90.5); // a minute and a half before midnight
        const QStringList ofDay = labels();
        QVERIFY(ofDay.contains("23:59:00"));
        QVERIFY(ofDay.contains("00:00:00"));
        QVERIFY(ofDay.contains("00:05:00"));
        for (const QString& text : ofDay)
            QVERIFY2(text.endsWith(":00"), qPrintable(text));
        ticker.setClockStart(std::nullopt);
        QVERIFY(labels().contains("00:01:00"));
    }

    void timesReadAsTheyShould()
    {
        QCOMPARE(timeText(0, 0), QStringLiteral("00:00:00"));
        QCOMPARE(timeText(3511.2, 1), QStringLiteral("00:58:31.2"));
        QCOMPARE(timeText(59.96, 1), QStringLiteral("00:00:59.9")); // rounded down, as a clock
        QCOMPARE(timeText(0.3, 1), QStringLiteral("00:00:00.3"));
        QCOMPARE(timeText(36000.5, 3), QStringLiteral("10:00:00.500"));
        QCOMPARE(timeText(-1.5, 1), QString(QChar(0x2212)) + QStringLiteral("00:00:01.5"));
        QCOMPARE(dayTimeText(86400 + 61.3, 1), QStringLiteral("00:01:01.3"));
        QCOMPARE(dayTimeText(86399.9999999, 0), QStringLiteral("00:00:00"));
        QCOMPARE(dayTimeText(-1, 0), QStringLiteral("23:59:59"));
    }

    void melHeightsAreThoseOfTheFilterbank()
    {
        // 128 triangles from 20 to 8000 Hz, even in mel; the centre of bin 0 lies one step above 20 Hz.
        const auto mel = [](double hertz) { return 1127.0 * std::log(1.0 + hertz / 700.0); };
        const double step = (mel(8000) - mel(20)) / 129;
        for (const int bin : {0, 17, 64, 127}) {
            const double centre = 700.0 * (std::exp((mel(20) + (bin + 1) * step) / 1127.0) - 1.0);
            QVERIFY(std::abs(melHeightOf(centre) - (bin + 0.5) / 128) < 1e-9);
            QVERIFY(std::abs(hertzAtMelHeight((bin + 0.5) / 128) - centre) < 1e-6);
        }
    }

    void colourMapsGoThroughTheirStops()
    {
        const ColourTable& magma = colourTable(ColourMap::Magma);
        QCOMPARE(magma.front(), qRgb(0x00, 0x00, 0x04));
        QCOMPARE(magma.back(), qRgb(0xFC, 0xFD, 0xBF));
        const ColourTable& grey = colourTable(ColourMap::Grey);
        for (int i = 0; i < 256; ++i) {
            QCOMPARE(grey[static_cast<std::size_t>(i)], qRgb(i, i, i));
        }
        // Perceptually even maps only get lighter.
        for (const ColourMap map : {ColourMap::Magma, ColourMap::Viridis, ColourMap::Cividis}) {
            const auto lightness = [](QRgb c) { return 0.299 * qRed(c) + 0.587 * qGreen(c) + 0.114 * qBlue(c); };
            const ColourTable& table = colourTable(map);
            for (std::size_t i = 8; i < table.size(); i += 8) {
                QVERIFY(lightness(table[i]) > lightness(table[i - 8]));
            }
        }
    }

    void amplitudesGetARoundRange()
    {
        QCOMPARE(amplitudeRange(0.9).upper, 1.0);
        QCOMPARE(amplitudeRange(0.03).upper, 0.04);
        QCOMPARE(amplitudeRange(0.03).lower, -0.04);
        QVERIFY(amplitudeRange(50).upper >= 50);
    }

    void valuesMapThereAndBack()
    {
        const QRect track(112, 50, 800, 112);
        for (const double value : {0.0, 0.3, 1.0}) {
            const double y = kProbabilityRange.yOf(value, track);
            QVERIFY(y > track.top() && y < track.bottom());
            QVERIFY(std::abs(kProbabilityRange.valueAt(y, track) - value) < 1e-9);
        }
    }

    void peaksAreThoseOfTheRange()
    {
        std::mt19937 random(7);
        std::uniform_real_distribution<float> uniform(0, 1);
        std::vector<float> values;
        PeakSeries series;
        for (int i = 0; i < 1000; ++i) {
            values.push_back(uniform(random));
            series.append(values.back());
            const auto last = static_cast<std::int64_t>(values.size());
            const std::int64_t first = static_cast<std::int64_t>(random()) % last;
            const auto from = values.begin() + first;
            QCOMPARE(series.peak(first, last), *std::max_element(from, values.end()));
            const std::int64_t middle = first + 1 + static_cast<std::int64_t>(random()) % (last - first);
            QCOMPARE(series.peak(first, middle), *std::max_element(from, values.begin() + middle));
        }
        QCOMPARE(series.size(), 1000);
        QCOMPARE(series.at(500), values[500]);
    }

    void cacheKeepsTheBudget()
    {
        ByteBudgetCache<int, QString> cache(100);
        cache.insert(1, QStringLiteral("one"), 40);
        cache.insert(2, QStringLiteral("two"), 40);
        QVERIFY(cache.find(1) != nullptr); // now the most recent
        cache.insert(3, QStringLiteral("three"), 40);
        QVERIFY(cache.find(2) == nullptr);
        QCOMPARE(*cache.find(1), QStringLiteral("one"));
        QCOMPARE(cache.bytes(), std::size_t{80});
        cache.insert(1, QStringLiteral("again"), 60);
        QCOMPARE(cache.bytes(), std::size_t{100});
        cache.insert(4, QStringLiteral("huge"), 1000); // drawn all the same, alone
        QCOMPARE(cache.size(), std::size_t{1});
        QCOMPARE(*cache.find(4), QStringLiteral("huge"));
    }

    void tenHoursAreGatheredInSlicesAndReducedToTheirPeaks()
    {
        constexpr std::int64_t kRows = 36000;
        constexpr std::int64_t kClasses = 527;
        const auto matrix = std::make_shared<ProbabilityMatrix>(kClasses);
        std::vector<float> row(kClasses, 0.1F);
        for (std::int64_t i = 0; i < kRows; ++i) {
            row[300] = i == 12345 ? 0.9F : 0.1F;
            matrix->append(row);
        }
        TaggingSettings settings;
        settings.windowSeconds = 1;
        settings.hopSeconds = 1;
        ProbabilitySeries probabilities;
        probabilities.setResult(matrix, RowTiming(settings), kRows * 100, true);
        probabilities.setClasses({300, 4});
        int slices = 1;
        while (!probabilities.gather(1)) {
            ++slices;
        }
        QCOMPARE(probabilities.series(300)->size(), kRows);
        QVERIFY(probabilities.series(5) == nullptr);
        qInfo("gathered 2 classes of %lld rows in %d slices of 1 ms", static_cast<long long>(kRows), slices);

        TimeViewport viewport;
        viewport.setLength(kRows * 16000);
        const PixelGrid grid = PixelGrid::forView(viewport, QRect(0, 0, 777, 1), 1);
        std::vector<float> columns;
        probabilities.reduce(*probabilities.series(300), grid, columns);
        QCOMPARE(columns.size(), std::size_t{777});
        // The one second survives in the column it lies in, and only there.
        const std::int64_t expected = grid.columnOf(12345.0 * 16000);
        for (std::int64_t i = 0; i < grid.columns; ++i) {
            QCOMPARE(columns[static_cast<std::size_t>(i)], i == expected ? 0.9F : 0.1F);
        }
    }

    void columnsWithoutTagsAreEmpty()
    {
        const auto matrix = std::make_shared<ProbabilityMatrix>(2);
        matrix->append(std::vector<float>{0.5F, 0.0F, 0.7F, 0.0F});
        TaggingSettings settings;
        settings.windowSeconds = 1;
        settings.hopSeconds = 1;
        ProbabilitySeries probabilities;
        probabilities.setResult(matrix, RowTiming(settings), 0, false);
        probabilities.setClasses({0});
        QVERIFY(probabilities.gather(100));
        QCOMPARE(probabilities.taggedEnd(), 32000);
        QCOMPARE(probabilities.rowAt(31999).value_or(-1), 1);
        QVERIFY(!probabilities.rowAt(32000));

        TimeViewport viewport;
        viewport.setLength(64000); // 4 s over 8 columns, 2 s tagged
        const PixelGrid grid = PixelGrid::forView(viewport, QRect(0, 0, 8, 1), 1);
        std::vector<float> columns;
        probabilities.reduce(*probabilities.series(0), grid, columns);
        QCOMPARE(columns, (std::vector<float>{0.5F, 0.5F, 0.7F, 0.7F, -1, -1, -1, -1}));
    }

    void theReadOutNamesTimeFrequencyLevelAndTags()
    {
        TaggingSettings settings;
        settings.windowSeconds = settings.hopSeconds = 1;
        auto matrix = std::make_shared<ProbabilityMatrix>(3);
        matrix->append(std::vector<float>{0.2F, 0.004F, 0.7F});
        StackState state;
        state.probabilities.setResult(matrix, RowTiming(settings), 100, true);
        state.tags = {{0, "Dog", Qt::red, false}, {1, "Cat", Qt::blue, false}, {2, "Bark", Qt::green, false}};
        const ReadOut readOut = ReadOut::of(state, {.sample = 8000, .hertz = 3120, .decibels = -12.4});
        QCOMPARE(readOut.time, QString("00:00:00.5"));
        QCOMPARE(readOut.level, QString("3.1 kHz, ") + QChar(0x2212) + "12 dB");
        QCOMPARE(readOut.lines.size(), std::size_t(2)); // by falling probability, without what is not heard
        QCOMPARE(readOut.lines[0].name, QString("Bark"));
        QCOMPARE(readOut.lines[0].probability, 0.7F);
        QCOMPARE(readOut.lines[1].name, QString("Dog"));
        QVERIFY(!readOut.lines[0].pointedAt);

        // Over the heat strip the row's tag comes first, whether or not it is drawn or heard.
        state.heatRows = {{2, "Bark", Qt::green}, {1, "Cat", QColor()}};
        const ReadOut undrawn = ReadOut::of(state, {.sample = 8000, .heatRow = 1});
        QCOMPARE(undrawn.lines.size(), std::size_t(3));
        QCOMPARE(undrawn.lines[0].name, QString("Cat"));
        QCOMPARE(undrawn.lines[0].probability, 0.004F);
        QVERIFY(undrawn.lines[0].pointedAt && !undrawn.lines[0].colour.isValid());
        QCOMPARE(undrawn.lines[1].name, QString("Bark"));
        const ReadOut drawn = ReadOut::of(state, {.sample = 8000, .heatRow = 0});
        QCOMPARE(drawn.lines.size(), std::size_t(2)); // once
        QVERIFY(drawn.lines[0].pointedAt);
        QCOMPARE(drawn.lines[0].name, QString("Bark"));
        QVERIFY(ReadOut::of(state, {.sample = 32000, .heatRow = 0}).lines.empty()); // not tagged there
    }
};

QTEST_GUILESS_MAIN(PlotsAxisTest)
#include "plots_axis_test.moc"
