#include "ui/plots/curve_names.h"
#include "ui/plots/plot_colours.h"

#include <QTest>

#include <cmath>
#include <vector>

using namespace dass;

// Where the names of the probability curves stand, and that they can be read.
class PlotsNamesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesStandAtTheirCurvesAndNeverOverEachOther();
    void aCurveThatSaysNothingHasNoName();
    void aLongCellHasItsNameInView();
    void namesCanBeReadOnBothGrounds();
};

void PlotsNamesTest::namesStandAtTheirCurvesAndNeverOverEachOther()
{
    const auto peakOf = [](int c, double apart) { return QPointF(130 + apart * (c / 2), 90 + c); };
    const auto curvesWith = [&](double apart) { // six pairs that peak at the same places
        std::vector<NamedCurve> curves;
        for (int c = 0; c < 12; ++c) {
            QPolygonF line;
            for (int x = 0; x <= 1500; ++x) {
                const double away = (x - peakOf(c, apart).x()) / 8;
                line << QPointF(x, 150 - (150 - peakOf(c, apart).y()) * std::exp(-away * away));
            }
            curves.push_back({line, QSizeF(50 + c, 14)});
        }
        return curves;
    };
    for (const double apart : {60.0, 200.0}) {
        const auto curves = curvesWith(apart);
        const QRectF room(100, 50, 1300, 112);
        const QRectF taken(peakOf(2, apart) - QPointF(30, 20), QSizeF(90, 14)); // the name of a threshold
        const auto names = placeCurveNames(curves, room, {taken}, 140);
        QVERIFY(names.size() >= 4 && names.size() <= kMostCurveNames);
        QVERIFY(apart < 100 || names.size() == kMostCurveNames);
        for (std::size_t i = 0; i < names.size(); ++i) {
            const QRectF& box = names[i].box;
            QVERIFY(room.contains(box) && !box.intersects(taken));
            QCOMPARE(box.size(), curves[names[i].curve].name);
            QVERIFY(box.adjusted(-10, -10, 10, 10).contains(peakOf(static_cast<int>(names[i].curve), apart)));
            for (std::size_t other = 0; other < i; ++other) {
                QVERIFY(!box.intersects(names[other].box));
                QVERIFY(names[other].curve < names[i].curve); // the highest first
            }
        }
    }
}

void PlotsNamesTest::aCurveThatSaysNothingHasNoName()
{
    const QRectF room(0, 0, 400, 112);
    const QPolygonF low({{0, 108}, {200, 106}, {400, 108}});
    const QPolygonF high({{0, 108}, {200, 30}, {400, 108}});
    const QPolygonF outOfView({{500, 108}, {600, 30}, {700, 108}});
    const QSizeF size(40, 14);
    const auto names = placeCurveNames({{low, size}, {high, size}, {outOfView, size}, {{}, size}}, room, {}, 100);
    QCOMPARE(names.size(), std::size_t{1});
    QCOMPARE(names[0].curve, std::size_t{1});
    QCOMPARE(names[0].box.center().x(), 200.0); // above the peak, where there is room
    QVERIFY(names[0].box.bottom() < 30);
    QVERIFY(placeCurveNames({{high, QSizeF(500, 14)}}, room, {}, 100).empty()); // as wide as nothing here
}

void PlotsNamesTest::aLongCellHasItsNameInView()
{
    const QPolygonF line({{-1000, 40}, {2000, 60}});
    const auto names = placeCurveNames({{line, QSizeF(40, 14)}}, QRectF(0, 0, 400, 112), {}, 100);
    QCOMPARE(names.size(), std::size_t{1});
}

void PlotsNamesTest::namesCanBeReadOnBothGrounds()
{
    for (const PlotColours& colours : {PlotColours::light(), PlotColours::darkTheme()}) {
        for (const QRgb rgb : {0xC98305U, 0x2891D8U, 0x934300U, 0xB0749CU, 0x24272AU, 0xE69F00U, 0xC25C1CU, 0x4474D8U,
                               0xC8CACCU, 0xFFFFFFU, 0x000000U}) {
            const QColor ink = inkOf(QColor(rgb), colours);
            QVERIFY2(contrastOf(ink, colours.base) >= 4.5, qPrintable(QColor(rgb).name() + ' ' + ink.name()));
        }
        QCOMPARE(inkOf(colours.text, colours), colours.text); // what can be read stays as it is
    }
    QCOMPARE(std::lround(contrastOf(Qt::white, Qt::black)), 21L);
}

QTEST_GUILESS_MAIN(PlotsNamesTest)
#include "plots_names_test.moc"
