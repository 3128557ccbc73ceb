#include "ui/plots/picture_file.h"

#include <QBuffer>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <array>
#include <cstring>
#include <utility>

namespace dass {
namespace {

constexpr int kDotsPerInch = 96;
constexpr double kPointsPerPixel = 72.0 / kDotsPerInch;
constexpr double kMetresPerInch = 0.0254;
constexpr const char* kTitlePlace = "dass-picture-title"; // of an SVG until it is drawn
constexpr const char* kProvenancePlace = "dass-picture-provenance";

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

// What a picture says of itself.
struct Words
{
    QString title;
    QString provenance; // empty: nothing
};

bool writePng(const Drawing& drawing, const QSize& size, double scale, const Words& words, QBuffer& buffer)
{
    QImage image(size * scale, QImage::Format_ARGB32_Premultiplied);
    if (image.isNull()) {
        return false;
    }
    image.fill(Qt::transparent);
    image.setDevicePixelRatio(scale);
    if (!play(drawing, image)) {
        return false;
    }
    // Not before it is drawn, or words would be as large as that many dots.
    const int dotsPerMetre = qRound(scale * kDotsPerInch / kMetresPerInch);
    image.setDotsPerMeterX(dotsPerMetre);
    image.setDotsPerMeterY(dotsPerMetre);
    image.setText(QStringLiteral("Title"), words.title);
    if (!words.provenance.isEmpty()) {
        image.setText(QStringLiteral("Description"), words.provenance);
    }
    return image.save(&buffer, "PNG");
}

bool writeSvg(const Drawing& drawing, const QSize& size, const Words& words, QBuffer& buffer)
{
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(kDotsPerInch);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    // Not every Qt escapes these: they are put in afterwards.
    generator.setTitle(QLatin1String(kTitlePlace));
    if (!words.provenance.isEmpty()) {
        generator.setDescription(QLatin1String(kProvenancePlace));
    }
    if (!play(drawing, generator)) {
        return false;
    }
    for (const auto& [place, text] : {std::pair(kTitlePlace, words.title), {kProvenancePlace, words.provenance}}) {
        QByteArray& bytes = buffer.buffer();
        if (const qsizetype at = bytes.indexOf(place); at >= 0) {
            bytes.replace(at, static_cast<qsizetype>(std::strlen(place)), text.toHtmlEscaped().toUtf8());
        }
    }
    return true;
}

// A PDF's description of itself as XMP.
QByteArray xmpOf(const Words& words)
{
    const auto text = [](const char* name, const QString& value) {
        return QStringLiteral("<dc:%1><rdf:Alt><rdf:li xml:lang=\"x-default\">%2</rdf:li></rdf:Alt></dc:%1>")
            .arg(QLatin1String(name), value.toHtmlEscaped());
    };
    return (QStringLiteral("<?xpacket begin=\"%1\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                           "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
                           "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
                           "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">")
                .arg(QChar(0xFEFF)) +
            text("title", words.title) + text("description", words.provenance) +
            QStringLiteral("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>\n"))
        .toUtf8();
}

bool writePdf(const Drawing& drawing, const QSize& size, const Words& words, QBuffer& buffer)
{
    QPdfWriter writer(&buffer);
    writer.setResolution(kDotsPerInch);
    writer.setPageSize(QPageSize(QSizeF(size) * kPointsPerPixel, QPageSize::Point, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    writer.setTitle(words.title);
    if (!words.provenance.isEmpty()) {
        writer.setDocumentXmpMetadata(xmpOf(words));
    }
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
                        const QString& title, const QString& provenance)
{
    const Words words{title, provenance};
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    bool written = false;
    switch (format) {
    case PictureFormat::Png:
        written = writePng(drawing, size, scale, words, buffer);
        break;
    case PictureFormat::Svg:
        written = writeSvg(drawing, size, words, buffer);
        break;
    case PictureFormat::Pdf:
        written = writePdf(drawing, size, words, buffer);
        break;
    }
    buffer.close();
    return written ? bytes : QByteArray();
}

} // namespace dass
