#include "core/overview/mel_pyramid.h"
#include "ui/plots/mel_scale.h"
#include "ui/plots/pixel_grid.h"
#include "ui/plots/spectrogram_renderer.h"
#include "ui/plots/spectrogram_tile.h"
#include "ui/plots/time_viewport.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

using namespace dass;

namespace {

constexpr std::int64_t kFrames = 60000; // ten minutes
constexpr int kHeight = 300;

// Every band of every frame at one level, but for one loud frame.
std::shared_ptr<MelPyramid> recordingAt(float logMel, std::int64_t loudFrame = -1)
{
    auto mel = std::make_shared<MelPyramid>();
    std::vector<float> frame(MelPyramid::kBands);
    for (std::int64_t i = 0; i < kFrames; ++i) {
        std::ranges::fill(frame, i == loudFrame ? 5.0F : logMel);
        mel->append(frame);
    }
    return mel;
}

SpectrogramView viewOf(std::shared_ptr<const MelPyramid> mel, double startSecond, double endSecond)
{
    TimeViewport viewport;
    viewport.setLength(kFrames * 160);
    viewport.setRange(startSecond * 16000, endSecond * 16000);
    SpectrogramView view;
    view.mel = std::move(mel);
    view.grid = PixelGrid::forView(viewport, QRect(0, 0, 1000, kHeight), 1);
    view.height = kHeight;
    view.loudness = 0;
    view.settings.floorDb = -60;
    return view;
}

// Requests again as drawing does, until every visible tile is there.
bool settle(SpectrogramRenderer& renderer, const SpectrogramView& view)
{
    return QTest::qWaitFor(
        [&] {
            renderer.request(view);
            return renderer.isComplete();
        },
        20000);
}

} // namespace

class PlotsSpectrogramTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aShortEventSurvivesZoomingOut()
    {
        const auto mel = recordingAt(-10, 30000);
        const double samplesPerColumn = kFrames * 160.0 / 800;
        const std::int64_t column = static_cast<std::int64_t>((30000 * 160 + 200) / samplesPerColumn);
        const LevelTile tile = reducedTile(*mel, samplesPerColumn, column / kTileColumns);
        for (int i = 0; i < kTileColumns; ++i) {
            const bool loud = i == column % kTileColumns;
            const std::uint8_t expected = MelPyramid::levelOf(loud ? 5.0F : -10.0F);
            QCOMPARE(tile.levels[static_cast<std::size_t>(40 * kTileColumns + i)], expected);
        }
    }

    void coloursRunFromTheLowestToTheHighestValue()
    {
        LevelTile tile;
        tile.levels.assign(static_cast<std::size_t>(MelPyramid::kBands) * kTileColumns, 0);
        // Level 100 in band 64, 0 elsewhere; the last columns not decoded.
        std::fill_n(tile.levels.begin() + 64 * kTileColumns, kTileColumns, std::uint8_t{100});
        tile.known = 200;
        const float highest = MelPyramid::logMel(100);
        const ColourTable& grey = colourTable(ColourMap::Grey);
        const QImage image = colouredImage(tile, MelPyramid::kBands, MelPyramid::kLowest, highest, grey);
        const int y = MelPyramid::kBands - 1 - 64; // the lowest band at the bottom
        QCOMPARE(image.pixel(10, y), qRgb(255, 255, 255));
        QCOMPARE(image.pixel(10, y - 1), qRgb(0, 0, 0));
        QCOMPARE(image.pixel(10, y + 1), qRgb(0, 0, 0));
        QCOMPARE(qAlpha(image.pixel(199, y)), 255);
        QCOMPARE(qAlpha(image.pixel(200, y)), 0);
        // Twice as high: straight between the bands' centres, a quarter and three quarters of the way.
        const QImage tall = colouredImage(tile, 2 * MelPyramid::kBands, MelPyramid::kLowest, highest, grey);
        QVERIFY(std::abs(qRed(tall.pixel(10, 2 * y)) - 191) <= 1);
        QVERIFY(std::abs(qRed(tall.pixel(10, 2 * y - 1)) - 64) <= 1);
    }

    void everyAxisShowsTheSameRange()
    {
        for (const FrequencyScale scale : {FrequencyScale::Mel, FrequencyScale::Linear, FrequencyScale::Log}) {
            QVERIFY(std::abs(hertzAt(scale, 0) - hertzAtMelHeight(0)) < 1e-6);
            QVERIFY(std::abs(hertzAt(scale, 1) - hertzAtMelHeight(1)) < 1e-6);
            for (const double height : {0.1, 0.5, 0.93}) {
                QVERIFY(std::abs(heightOf(scale, hertzAt(scale, height)) - height) < 1e-9);
            }
            for (const FrequencyTick& tick : frequencyTicks(scale)) {
                QVERIFY(std::abs(QString::fromLatin1(tick.label).toDouble() * 1000 - tick.hertz) < 1e-9);
            }
        }
        QVERIFY(std::abs(hertzAt(FrequencyScale::Linear, 0.5) - 3970) < 10);
    }

    void otherAxesDrawEachBandAsWideAsItIs_data()
    {
        QTest::addColumn<bool>("log");
        QTest::addColumn<int>("band");
        QTest::newRow("linear, high") << false << 120;
        QTest::newRow("linear, low") << false << 5;
        QTest::newRow("log, high") << true << 120;
        QTest::newRow("log, low") << true << 1;
    }

    void otherAxesDrawEachBandAsWideAsItIs()
    {
        QFETCH(bool, log);
        QFETCH(int, band);
        const FrequencyScale scale = log ? FrequencyScale::Log : FrequencyScale::Linear;
        constexpr int height = 3000;
        LevelTile tile;
        tile.levels.assign(static_cast<std::size_t>(MelPyramid::kBands) * kTileColumns, 0);
        std::fill_n(tile.levels.begin() + band * kTileColumns, kTileColumns, std::uint8_t{100});
        tile.known = kTileColumns;
        const float highest = MelPyramid::logMel(100);
        const auto draw = [&](int rows) {
            return colouredImage(tile, rows, MelPyramid::kLowest, highest, colourTable(ColourMap::Grey), scale);
        };
        const QImage image = draw(height);
        int first = height;
        int last = -1;
        for (int y = 0; y < height; ++y) {
            const int level = qRed(image.pixel(7, y));
            QVERIFY(level == 0 || level == 255); // nothing made up between the bands
            if (level == 255) {
                first = std::min(first, y);
                last = y;
            }
        }
        const double low = heightOf(scale, hertzAtMelHeight(static_cast<double>(band) / MelPyramid::kBands));
        const double high = heightOf(scale, hertzAtMelHeight((band + 1.0) / MelPyramid::kBands));
        QVERIFY(std::abs(first - (1 - high) * height) <= 1.5);
        QVERIFY(std::abs(last + 1 - (1 - low) * height) <= 1.5);
        // In a picture with fewer rows than bands it is still seen.
        const QImage small = draw(20);
        int seen = 0;
        for (int y = 0; y < small.height(); ++y) {
            seen += qRed(small.pixel(7, y)) == 255;
        }
        QVERIFY(seen >= 1);
    }

    void anotherAxisDrawsAnew()
    {
        SpectrogramRenderer renderer;
        SpectrogramView view = viewOf(recordingAt(0.5F), 0, 100);
        QVERIFY(settle(renderer, view));
        view.settings.scale = FrequencyScale::Linear;
        renderer.request(view);
        QVERIFY(!renderer.isComplete());
        QVERIFY(settle(renderer, view));
    }

    void levelsAreRelativeToTheLoudestCell()
    {
        const auto mel = recordingAt(-10, 500);
        const std::int64_t click = 500 * 160 + 200;
        QVERIFY(std::abs(decibelsAt(*mel, click, 0.5, mel->loudest()).value_or(99)) < 0.01);
        // 15 nepers of power below.
        QVERIFY(std::abs(decibelsAt(*mel, click + 1600, 0.5, mel->loudest()).value_or(99) + 65.1) < 0.6);
        QVERIFY(!decibelsAt(*mel, kFrames * 160 + 16000, 0.5, 0));
    }

    void tilesCoverTheViewExactly()
    {
        SpectrogramRenderer renderer;
        const SpectrogramView view = viewOf(recordingAt(-5), 100, 250);
        QVERIFY(settle(renderer, view));
        double end = view.grid.startSample();
        for (const SpectrogramRenderer::Piece& piece : renderer.pieces()) {
            QVERIFY(piece.startSample <= end + 1e-6);
            QVERIFY(piece.endSample > end);
            QCOMPARE(piece.image.size(), QSize(kTileColumns, kHeight));
            end = piece.endSample;
        }
        QVERIFY(end >= view.grid.endSample());
    }

    void theOldPictureStandsInUntilTheNewOneIsThere()
    {
        SpectrogramRenderer renderer;
        const auto mel = recordingAt(-5);
        QVERIFY(settle(renderer, viewOf(mel, 0, 300)));
        const auto before = renderer.pieces().size();
        renderer.request(viewOf(mel, 100, 200)); // nothing can have arrived: no event was processed
        QVERIFY(!renderer.isComplete());
        QCOMPARE(renderer.pieces().size(), before);
        QVERIFY(settle(renderer, viewOf(mel, 100, 200)));
        for (const SpectrogramRenderer::Piece& piece : renderer.pieces()) {
            // Only tiles of this zoom are left.
            QVERIFY(std::abs(piece.endSample - piece.startSample - kTileColumns * 100 * 16.0) < 1e-6);
        }
        // Back again: from the cache, at once.
        renderer.request(viewOf(mel, 0, 300));
        QVERIFY(renderer.isComplete());
    }

    void answersToAnotherRecordingAreDropped()
    {
        const auto quiet = recordingAt(-14);
        const auto loud = recordingAt(-0.5F);
        SpectrogramView quietView = viewOf(quiet, 0, 300);
        quietView.height = 2000;              // tiles that take a while
        SpectrogramView loudView = quietView; // all else equal: only the recording tells their tiles apart
        loudView.mel = loud;
        SpectrogramRenderer renderer;
        QSignalSpy ready(&renderer, &SpectrogramRenderer::tilesReady);
        bool showsLoud = false;
        int foreign = 0; // pieces of the quiet recording seen in the loud one's view
        connect(&renderer, &SpectrogramRenderer::tilesReady, &renderer, [&] {
            if (!showsLoud) {
                return;
            }
            for (const SpectrogramRenderer::Piece& piece : renderer.pieces()) {
                foreign += qRed(piece.image.pixel(128, 100)) < 200;
            }
        });
        for (int i = 0; i < 20; ++i) {
            // With the first tile here, the worker is busy with the second.
            ready.clear();
            showsLoud = false;
            renderer.request(quietView);
            QVERIFY(QTest::qWaitFor([&] { return !ready.isEmpty(); }, 20000));
            const std::uint64_t stale = renderer.generation();
            renderer.request(loudView);
            showsLoud = true;
            QVERIFY(renderer.generation() != stale);
            // Not even for a moment.
            QVERIFY(settle(renderer, loudView));
            QCOMPARE(foreign, 0);
        }
    }

    void anotherColourMapColoursAnew()
    {
        SpectrogramRenderer renderer;
        SpectrogramView view = viewOf(recordingAt(0.5F), 0, 100);
        QVERIFY(settle(renderer, view));
        QCOMPARE(renderer.pieces().front().image.pixel(5, 5), colourTable(ColourMap::Magma)[255] | 0xFF000000U);
        view.settings.map = ColourMap::Viridis;
        QVERIFY(settle(renderer, view));
        QCOMPARE(renderer.pieces().front().image.pixel(5, 5), colourTable(ColourMap::Viridis)[255] | 0xFF000000U);
    }

    void tilesGrowWithTheDecodedPart()
    {
        auto mel = std::make_shared<MelPyramid>();
        const std::vector<float> second(static_cast<std::size_t>(100 * MelPyramid::kBands), 0.0F);
        mel->append(second);
        SpectrogramRenderer renderer;
        const SpectrogramView view = viewOf(mel, 0, 16);
        QVERIFY(settle(renderer, view));
        const int oneSecond = static_cast<int>(16000 / view.grid.samplesPerColumn);
        QCOMPARE(qAlpha(renderer.pieces().front().image.pixel(oneSecond - 3, 5)), 255);
        QCOMPARE(qAlpha(renderer.pieces().front().image.pixel(oneSecond + 5, 5)), 0);
        mel->append(second);
        renderer.request(view);
        QVERIFY(!renderer.isComplete());
        QVERIFY(settle(renderer, view));
        QCOMPARE(qAlpha(renderer.pieces().front().image.pixel(oneSecond + 5, 5)), 255);
    }

    void mayBeDestroyedWhileTilesAreMade()
    {
        const auto mel = recordingAt(-5);
        for (int i = 0; i < 40; ++i) {
            SpectrogramRenderer renderer;
            renderer.request(viewOf(mel, i, 300 + i));
            if (i % 2 == 0) {
                QCoreApplication::processEvents();
            }
        }
        QCoreApplication::processEvents(); // what was posted to those that are gone is harmless
    }
};

QTEST_MAIN(PlotsSpectrogramTest)
#include "plots_spectrogram_test.moc"
