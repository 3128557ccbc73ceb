#include "core/inference/events.h"
#include "tests/gui/plot_stack_fixture.h"
#include "ui/plots/peak_series.h"
#include "ui/plots/plot_colours.h"
#include "ui/plots/probability_series.h"
#include "ui/plots/readout.h"

#include <QPainter>
#include <QSignalSpy>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <random>
#include <vector>

using namespace dass;
using namespace stackmetrics;

namespace {

// Two classes over 20 s: the first one is loud at 5 s, the second one at 15 s.
PlotResult twoPeaks()
{
    const auto matrix = std::make_shared<ProbabilityMatrix>(2);
    for (int row = 0; row < 20; ++row) {
        matrix->append(std::array{row == 5 ? 0.8F : 0.1F, row == 15 ? 0.6F : 0.02F});
    }
    return {matrix, secondRows(), 2000, true};
}

double distanceOf(const QColor& a, const QColor& b)
{
    return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue());
}

} // namespace

// The probability curves: what they are drawn from, their names, and the thresholds that single tags have.
class PlotsCurvesTest : public QObject, protected PlotStackFixture
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { m_stack.reset(); }
    void aSeriesThatWasCutIsAsIfItHadNeverBeenLonger();
    void eventsBeginAndEndWhereTheCurveMeetsTheThreshold_data();
    void eventsBeginAndEndWhereTheCurveMeetsTheThreshold();
    void theReadOutTellsWhatTheCurveShows();
    void namesAreDrawnAndInPictures();
    void whatWasStoredStandsFaintlyBehind();
    void aTagWithAThresholdOfItsOwnShowsItWhenPointedAt();
    void theLineOfTheCurrentTagIsDragged();
    void ofTwoLinesTheNearerIsDragged();

private:
    bool show()
    {
        return PlotStackFixture::show([this](PlotStack& stack) {
            stack.viewport()->setLength(20 * kSecond);
            stack.viewport()->fit();
            stack.setResult(twoPeaks());
            stack.setTags({{0, QStringLiteral("Dog"), m_red, false}, {1, QStringLiteral("Cat"), m_blue, false}});
            stack.setHeatStrip({{0, QStringLiteral("Dog"), m_red}});
        });
    }

    static int yOf(double value)
    {
        return static_cast<int>(std::floor(kProbabilityRange.yOf(value, probabilityTrack())));
    }
    static int xOf(double seconds) { return kGutter + static_cast<int>(probabilityTrack().width() * seconds / 20); }

    // Pixels that are nearly of this colour.
    static int countIn(const QImage& picture, const QRect& part, const QColor& colour, double tolerance = 60)
    {
        int count = 0;
        for (int y = part.top(); y <= part.bottom(); ++y) {
            for (int x = part.left(); x <= part.right(); ++x) {
                count += distanceOf(picture.pixelColor(x, y), colour) < tolerance;
            }
        }
        return count;
    }

    const QColor m_red{0xC9, 0x00, 0x05};
    const QColor m_blue{0x00, 0x47, 0x80};
};

void PlotsCurvesTest::aSeriesThatWasCutIsAsIfItHadNeverBeenLonger()
{
    std::mt19937 random(3); // NOLINT(cert-msc51-cpp): the same in every run
    const auto value = [&] { return static_cast<float>(random() % 1000); };
    PeakSeries series;
    std::vector<float> kept;
    for (int round = 0; round < 300; ++round) {
        for (unsigned i = random() % 20; i > 0; --i) {
            kept.push_back(value());
            series.append(kept.back());
        }
        kept.resize(std::min(kept.size(), kept.size() - random() % (std::min<std::size_t>(kept.size(), 15) + 1)));
        series.cut(static_cast<std::int64_t>(kept.size()));
        QCOMPARE(series.size(), static_cast<std::int64_t>(kept.size()));
        for (int i = 0; i < 5 && !kept.empty(); ++i) {
            const std::size_t first = random() % kept.size();
            const std::size_t last = first + 1 + random() % (kept.size() - first);
            QCOMPARE(series.peak(static_cast<std::int64_t>(first), static_cast<std::int64_t>(last)),
                     *std::max_element(kept.begin() + static_cast<std::ptrdiff_t>(first),
                                       kept.begin() + static_cast<std::ptrdiff_t>(last)));
        }
    }
    series.cut(0);
    series.append(0.5F);
    QCOMPARE(series.peak(0, 1), 0.5F);
}

void PlotsCurvesTest::eventsBeginAndEndWhereTheCurveMeetsTheThreshold_data()
{
    QTest::addColumn<int>("smoothing");
    QTest::addColumn<int>("rows");
    QTest::addColumn<bool>("rollUp");
    QTest::newRow("as stored") << int(Smoothing::None) << 5 << false;
    QTest::newRow("rolled up") << int(Smoothing::None) << 5 << true;
    QTest::newRow("mean") << int(Smoothing::Mean) << 5 << false;
    QTest::newRow("median, rolled up") << int(Smoothing::Median) << kMostSmoothingRows << true;
    QTest::newRow("over one row") << int(Smoothing::Mean) << 1 << false;
}

// Also while a run goes on, when the last row stands in for those to come.
void PlotsCurvesTest::eventsBeginAndEndWhereTheCurveMeetsTheThreshold()
{
    QFETCH(int, smoothing);
    QFETCH(int, rows);
    QFETCH(bool, rollUp);
    constexpr std::int64_t kClasses = 6;
    constexpr float kThreshold = 0.5F;
    EventSettings settings{.threshold = kThreshold};
    settings.smoothing = static_cast<Smoothing>(smoothing);
    settings.smoothingRows = rows;
    if (rollUp) {
        settings.rollUp = {{3, 0}, {4, 0}, {4, 1}};
    }
    TaggingResult result;
    result.timing = secondRows();
    result.probabilities = std::make_shared<ProbabilityMatrix>(kClasses);
    ProbabilitySeries curves;
    curves.setResult(result.probabilities, result.timing, 0, false);
    curves.setClasses({0, 1, 2, 3});
    curves.setShaping({settings.smoothing, rows, settings.rollUp});
    QCOMPARE(curves.isShaped(2), smoothing != int(Smoothing::None) && rows > 1);

    std::mt19937 random(11); // NOLINT(cert-msc51-cpp): the same in every run
    for (const int more : {1, 3, 40, 1, 700, 5000}) {
        for (int i = 0; i < more; ++i) {
            std::array<float, kClasses> row{};
            for (float& value : row) {
                value = static_cast<float>(random() % 1000) / 1000;
                value = random() % 500 == 0 ? std::numeric_limits<float>::quiet_NaN() : value;
            }
            result.probabilities->append(row);
        }
        QTRY_VERIFY(curves.gather(1000));
        const std::int64_t count = result.probabilities->rows();
        std::vector<std::vector<bool>> inEvent(4, std::vector<bool>(static_cast<std::size_t>(count), false));
        for (const Event& event : findEvents(result, settings)) {
            for (auto row = event.startSample / kSecond; event.classIndex < 4 && row < event.endSample / kSecond;
                 ++row) {
                inEvent[static_cast<std::size_t>(event.classIndex)][static_cast<std::size_t>(row)] = true;
            }
        }
        for (std::int64_t c = 0; c < 4; ++c) {
            QCOMPARE(curves.curve(c)->size(), count);
            for (std::int64_t row = 0; row < count; ++row) {
                const bool above = curves.curve(c)->at(row) >= kThreshold;
                QCOMPARE(above, inEvent[static_cast<std::size_t>(c)][static_cast<std::size_t>(row)]);
                QVERIFY(!(curves.series(c)->at(row) != curves.probability(row, c)) ||
                        std::isnan(curves.probability(row, c)));
            }
        }
    }
    curves.setShaping({}); // at once what is stored again
    QVERIFY(!curves.isShaped(0));
    QVERIFY(curves.gather(1000));
    QCOMPARE(curves.curve(2), curves.series(2));
}

void PlotsCurvesTest::theReadOutTellsWhatTheCurveShows()
{
    StackState state;
    const PlotResult result = twoPeaks();
    state.probabilities.setResult(result.probabilities, result.timing, result.frames, true);
    state.probabilities.setClasses({0, 1});
    state.probabilities.setShaping({Smoothing::Mean, 5, {}});
    QVERIFY(state.probabilities.gather(1000));
    state.tags = {{0, "Dog", m_red, false}};
    state.heatRows = {{0, "Dog", m_red}};
    const std::int64_t sample = 5 * kSecond + kSecond / 2;
    QCOMPARE(ReadOut::of(state, {.sample = sample}).lines.at(0).probability, (0.8F + 4 * 0.1F) / 5);
    QCOMPARE(ReadOut::of(state, {.sample = sample, .heatRow = 0}).lines.at(0).probability, 0.8F); // as the strip has it
}

void PlotsCurvesTest::namesAreDrawnAndInPictures()
{
    QVERIFY(show());
    // Above the peak of the dog at 5.5 s nothing is red but the name.
    const auto reddish = [](const QImage& picture) {
        const QRect above(xOf(5.5) - 20, yOf(0.8) - 18, 40, 15);
        int count = 0;
        for (int y = above.top(); y <= above.bottom(); ++y) {
            for (int x = above.left(); x <= above.right(); ++x) {
                count += picture.pixelColor(x, y).red() - picture.pixelColor(x, y).green() > 60;
            }
        }
        return count;
    };
    QCOMPARE(reddish(settledPicture()), 0);
    m_stack->setCurveNames(true);
    QVERIFY(reddish(settledPicture()) > 8);
    QImage picture(m_stack->size(), QImage::Format_RGB32);
    picture.fill(Qt::white);
    QPainter painter(&picture);
    m_stack->picture().play(painter);
    painter.end();
    QVERIFY(reddish(picture) > 8);
    m_stack->setCurveNames(false);
    QCOMPARE(reddish(settledPicture()), 0);
}

void PlotsCurvesTest::whatWasStoredStandsFaintlyBehind()
{
    QVERIFY(show());
    const QRect peak(xOf(5.5) - 6, yOf(0.8) - 2, 12, 8);
    QVERIFY(countIn(settledPicture(), peak, m_red, 200) > 0);
    m_stack->setShaping({Smoothing::Mean, 5, {}});
    const QImage smoothed = settledPicture();
    QCOMPARE(countIn(smoothed, peak, m_red), 0);
    QVERIFY(countIn(smoothed, peak, fadedOn(m_red, PlotColours::light(), 0.28)) > 0);
    const QRect mean(xOf(5.5) - 6, yOf(0.24) - 3, 12, 6);
    QVERIFY(countIn(smoothed, mean, m_red, 200) > 0);
}

void PlotsCurvesTest::aTagWithAThresholdOfItsOwnShowsItWhenPointedAt()
{
    QVERIFY(show());
    m_stack->setThreshold(0.9);
    m_stack->setTags({{0, QStringLiteral("Dog"), m_red, false}, {1, QStringLiteral("Cat"), m_blue, false, 0.45}});
    const QRect line(xOf(8), yOf(0.45) - 1, 100, 3);
    const QColor ink = inkOf(m_blue, PlotColours::light());
    QImage picture = settledPicture();
    QCOMPARE(countIn(picture, line, ink), 0);
    QVERIFY(countIn(picture, QRect(probabilityTrack().right() - 8, yOf(0.45) - 1, 6, 2), m_blue) >
            6); // the notch says it is there

    QSignalSpy drags(m_stack.get(), &PlotStack::ownThresholdDragged);
    QSignalSpy common(m_stack.get(), &PlotStack::thresholdDragged);
    movePointer({xOf(15.5), yOf(0.59)}); // at the cat's peak
    picture = settledPicture();
    QVERIFY(countIn(picture, line, ink) > 40);
    movePointer({xOf(15.5), yOf(0.45)}); // on to the line, which stays
    QTest::mousePress(overlay(), Qt::LeftButton, {}, {xOf(15.5), yOf(0.45)});
    movePointer({xOf(15.5), yOf(0.25)}, Qt::LeftButton);
    movePointer({xOf(15.5), probabilityTrack().top() - 40}, Qt::LeftButton); // out of the track
    movePointer({xOf(15.5), yOf(0.3)}, Qt::LeftButton);
    QTest::mouseRelease(overlay(), Qt::LeftButton, {}, {xOf(15.5), yOf(0.3)});
    QCOMPARE(drags.count(), 3);
    QCOMPARE(drags.last().at(0).toLongLong(), 1LL);
    QVERIFY(std::abs(drags.last().at(1).toDouble() - 0.3) < 0.011);
    QCOMPARE(common.count(), 0);

    movePointer({xOf(2), yOf(0.7)}); // at nothing
    picture = settledPicture();
    QCOMPARE(countIn(picture, QRect(xOf(8), yOf(0.3) - 2, 100, 4), ink), 0);
}

void PlotsCurvesTest::theLineOfTheCurrentTagIsDragged()
{
    QVERIFY(show());
    m_stack->setThreshold(0.9);
    m_stack->setTags({{0, QStringLiteral("Dog"), m_red, false, 0.5}, {1, QStringLiteral("Cat"), m_blue, false}});
    const QRect line(xOf(10), yOf(0.5) - 1, 100, 3);
    const QColor ink = inkOf(m_red, PlotColours::light());
    m_stack->setCurrentTag(1); // which has none of its own
    QCOMPARE(countIn(settledPicture(), line, ink), 0);
    m_stack->setCurrentTag(0);
    QVERIFY(countIn(settledPicture(), line, ink) > 40);
    QSignalSpy drags(m_stack.get(), &PlotStack::ownThresholdDragged);
    QSignalSpy common(m_stack.get(), &PlotStack::thresholdDragged);
    const auto drag = [&](double from, double to) {
        QTest::mousePress(overlay(), Qt::LeftButton, {}, {xOf(10), yOf(from)});
        movePointer({xOf(10), yOf(to)}, Qt::LeftButton);
        QTest::mouseRelease(overlay(), Qt::LeftButton, {}, {xOf(10), yOf(to)});
    };
    drag(0.5, 0.7);
    QCOMPARE(drags.count(), 1);
    QCOMPARE(common.count(), 0);
    drag(0.9, 0.85); // the common one is still there
    QCOMPARE(drags.count(), 1);
    QCOMPARE(common.count(), 1);
}

void PlotsCurvesTest::ofTwoLinesTheNearerIsDragged()
{
    QVERIFY(show());
    m_stack->setCurrentTag(0);
    QSignalSpy own(m_stack.get(), &PlotStack::ownThresholdDragged);
    QSignalSpy common(m_stack.get(), &PlotStack::thresholdDragged);
    const auto drag = [&](double threshold, double from) {
        m_stack->setThreshold(0.5);
        m_stack->setTags({{0, QStringLiteral("Dog"), m_red, false, threshold}});
        settledPicture();
        QTest::mousePress(overlay(), Qt::LeftButton, {}, {xOf(10), yOf(from)});
        movePointer({xOf(10), yOf(0.7)}, Qt::LeftButton);
        QTest::mouseRelease(overlay(), Qt::LeftButton, {}, {xOf(10), yOf(0.7)});
        movePointer({xOf(2), yOf(0.95)}); // at nothing
    };
    QVERIFY(yOf(0.5) - yOf(0.53) >= 2 && yOf(0.5) - yOf(0.53) <= 5); // the pointer reaches both
    drag(0.53, 0.5);
    QCOMPARE(common.count(), 1);
    QCOMPARE(own.count(), 0);
    drag(0.53, 0.53);
    QCOMPARE(own.count(), 1);
    drag(0.5, 0.5); // on one height it is the one of all tags
    QCOMPARE(common.count(), 2);
    m_stack->setThreshold(0.5);
    movePointer({xOf(5.5), yOf(0.79)}); // but at the tag's curve
    movePointer({xOf(10), yOf(0.5)});
    drag(0.5, 0.5);
    QCOMPARE(own.count(), 2);
    QCOMPARE(common.count(), 2);
}

QTEST_MAIN(PlotsCurvesTest)
#include "plots_curves_test.moc"
