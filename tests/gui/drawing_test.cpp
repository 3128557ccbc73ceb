#include "ui/plots/drawing.h"
#include "ui/plots/picture_file.h"

#include <QImage>
#include <QPainter>
#include <QPainterPath>
#include <QPixmap>
#include <QTest>
#include <QXmlStreamReader>

#include <array>
#include <thread>
#include <vector>

using namespace dass;

namespace {

constexpr QSize kSize(240, 160);

QImage gradient()
{
    QImage image(64, 32, QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            image.setPixelColor(x, y, QColor(x * 4, y * 8, 128, 255 - y * 4));
    return image;
}

// Every kind of stroke and state that plots use.
void paint(QPainter& painter)
{
    painter.fillRect(QRect(QPoint(), kSize), Qt::white);
    painter.setPen(QPen(Qt::darkBlue, 1.5, Qt::DashLine));
    const std::array points = {QPointF(4, 4), QPointF(40.5, 30), QPointF(80, 7.25), QPointF(120, 44)};
    painter.drawPolyline(points.data(), static_cast<int>(points.size()));
    painter.save();
    painter.setClipRect(QRect(20, 20, 100, 60));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(QColor(200, 40, 40, 120));
    painter.drawPolygon(points.data(), static_cast<int>(points.size()), Qt::WindingFill);
    painter.drawEllipse(QRectF(30, 30, 70.5, 44));
    painter.setClipRect(QRect(40, 40, 20, 20), Qt::IntersectClip);
    painter.fillRect(QRect(QPoint(), kSize), Qt::yellow);
    painter.restore();
    painter.drawImage(QRectF(100, 20, 100, 70), gradient(), QRectF(8, 2, 40, 20));
    painter.setOpacity(0.4);
    painter.drawPixmap(QPointF(10, 90), QPixmap::fromImage(gradient()));
    painter.setOpacity(1);
    painter.save();
    painter.translate(150, 130);
    painter.rotate(-30);
    painter.setPen(Qt::black);
    QFont font = painter.font();
    font.setPointSizeF(11.5);
    font.setBold(true);
    painter.setFont(font);
    painter.drawText(QPointF(0, 0), QStringLiteral("鸟鸣 12:30"));
    painter.drawText(QPointF(0, 14), QStringLiteral("שלום"));
    painter.restore();
    painter.drawText(QRectF(0, 120, 100, 30), Qt::AlignRight | Qt::AlignVCenter, QStringLiteral("Probability"));
    QPainterPath path(QPointF(200, 100));
    path.cubicTo(220, 90, 180, 140, 230, 150);
    painter.drawPath(path);
    painter.drawPoint(QPointF(5, 150));
    painter.drawLine(QPointF(2, 158), QPointF(238, 158));
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::darkGreen);
    const std::vector<QRectF> bars(20, QRectF(210, 10, 3, 40));
    painter.drawRects(bars.data(), static_cast<int>(bars.size()));
}

Drawing recorded()
{
    DrawingRecorder recorder(kSize);
    QPainter painter(&recorder);
    paint(painter);
    painter.end();
    return recorder.drawing();
}

QImage canvas(double scale)
{
    QImage image(kSize * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(Qt::transparent);
    return image;
}

} // namespace

// What pictures of plots are handed to a worker as.
class DrawingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsTheSameAgainInAnotherThread()
    {
        const Drawing drawing = recorded();
        for (const double scale : {1.0, 2.0}) {
            QImage direct = canvas(scale);
            QPainter painter(&direct);
            paint(painter);
            painter.end();
            QImage again = canvas(scale);
            std::thread([&] {
                QPainter player(&again);
                drawing.play(player);
            }).join();
            QCOMPARE(again, direct);
        }
    }

    void leavesThePainterAsItWas()
    {
        QImage moved = canvas(1);
        QPainter painter(&moved);
        painter.translate(7, 5);
        const QTransform before = painter.worldTransform();
        recorded().play(painter);
        QCOMPARE(painter.worldTransform(), before);
        QVERIFY(!painter.hasClipping());
        painter.end();
        QImage direct = canvas(1);
        QPainter other(&direct);
        other.translate(7, 5);
        paint(other);
        other.end();
        QCOMPARE(moved, direct);
    }

    void picturesCarryWhereTheyComeFrom()
    {
        const QString title = QStringLiteral("Dog & <bell>");
        const QString provenance = QStringLiteral("{\"name\": \"a<b & \\\"é\\\"\", \"cells\": [1, 2]}");
        const auto bytesOf = [&](PictureFormat format) {
            return pictureBytes(recorded(), format, kSize, 3, title, provenance);
        };
        const QImage png = QImage::fromData(bytesOf(PictureFormat::Png));
        QCOMPARE(png.size(), kSize * 3);
        QCOMPARE(png.text("Title"), title);
        QCOMPARE(png.text("Description"), provenance);
        QCOMPARE(png.dotsPerMeterX(), qRound(3 * 96 / 0.0254));
        QXmlStreamReader svg(bytesOf(PictureFormat::Svg));
        QStringList texts;
        while (!svg.atEnd())
            if (svg.readNext() == QXmlStreamReader::StartElement && (svg.name() == u"title" || svg.name() == u"desc"))
                texts << svg.readElementText();
        QVERIFY2(!svg.hasError(), qPrintable(svg.errorString()));
        QCOMPARE(texts, QStringList({title, provenance}));
        QVERIFY(bytesOf(PictureFormat::Pdf).contains(provenance.toHtmlEscaped().toUtf8()));
        const QByteArray without = pictureBytes(recorded(), PictureFormat::Pdf, kSize, 3, title);
        QVERIFY(without.startsWith("%PDF") && !without.contains("xmpmeta"));
    }

    // Packing the spectrogram of a large picture takes the GUI thread a tenth of a second.
    void anImageIsSharedUntilTheDrawingGoes()
    {
        bool freed = false;
        std::vector<uchar> pixels(400, 90);
        Drawing drawing;
        {
            const QImage image(
                pixels.data(), 10, 10, 40, QImage::Format_RGB32, [](void* flag) { *static_cast<bool*>(flag) = true; },
                &freed);
            DrawingRecorder recorder(kSize);
            QPainter painter(&recorder);
            painter.drawImage(QRectF(0, 0, 10, 10), image, QRectF(0, 0, 10, 10));
            painter.end();
            drawing = recorder.drawing();
        }
        QVERIFY(!freed);
        QVERIFY(!drawing.isEmpty());
        drawing = {};
        QVERIFY(freed);
    }
};

QTEST_MAIN(DrawingTest)
#include "drawing_test.moc"
