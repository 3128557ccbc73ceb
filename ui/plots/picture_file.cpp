#include "ui/plots/picture_file.h"

#include <QBuffer>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <array>
#include <utility>

namespace dass {
namespace {

constexpr int kDotsPerInch = 96;
constexpr double kPointsPerPixel = 72.0 / kDotsPerInch;

constexpr std::array<std::pair<PictureFormat, const char*>, 3> kSuffixes = {
    {{PictureFormat::Png, "png"}, {PictureFormat::Svg, "svg"}, {PictureFormat::Pdf, "pdf"}}};

bool play(const Drawing& drawing, QPaintDevice& device)
{
    QPainter painter;
    if (!painter.begin(&device)) {
        return false;
    }
    drawing.play(painter);
    return painter.end();
}

bool writePng(const Drawing& drawing, const QSize& size, double scale, QBuffer& buffer)
{
    QImage image(size * scale, QImage::Format_ARGB32_Premultiplied);
    if (image.isNull()) {
        return false;
    }
    image.fill(Qt::transparent);
    image.setDevicePixelRatio(scale);
    return play(drawing, image) && image.save(&buffer, "PNG");
}

bool writeSvg(const Drawing& drawing, const QSize& size, const QString& title, QBuffer& buffer)
{
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(kDotsPerInch);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    generator.setTitle(title);
    return play(drawing, generator);
}

bool writePdf(const Drawing& drawing, const QSize& size, const QString& title, QBuffer& buffer)
{
    QPdfWriter writer(&buffer);
    writer.setResolution(kDotsPerInch);
    writer.setPageSize(QPageSize(QSizeF(size) * kPointsPerPixel, QPageSize::Point, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    writer.setTitle(title);
    return play(drawing, writer);
}

} // namespace

QString suffixOf(PictureFormat format)
{
    return QLatin1String(kSuffixes.at(static_cast<std::size_t>(format)).second);
}

std::optional<PictureFormat> pictureFormatOf(const QString& fileName)
{
    for (const auto& [format, suffix] : kSuffixes) {
        if (fileName.endsWith(QLatin1Char('.') + QLatin1String(suffix), Qt::CaseInsensitive)) {
            return format;
        }
    }
    return std::nullopt;
}

QByteArray pictureBytes(const Drawing& drawing, PictureFormat format, const QSize& size, double scale,
                        const QString& title)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    bool written = false;
    switch (format) {
    case PictureFormat::Png:
        written = writePng(drawing, size, scale, buffer);
        break;
    case PictureFormat::Svg:
        written = writeSvg(drawing, size, title, buffer);
        break;
    case PictureFormat::Pdf:
        written = writePdf(drawing, size, title, buffer);
        break;
    }
    buffer.close();
    return written ? bytes : QByteArray();
}

} // namespace dass
