#pragma once

#include "ui/plots/drawing.h"

#include <QByteArray>
#include <QSize>
#include <QString>

#include <cstdint>
#include <optional>

namespace dass {

enum class PictureFormat : std::uint8_t { Png, Svg, Pdf };

QString suffixOf(PictureFormat format);                                // "png"
std::optional<PictureFormat> pictureFormatOf(const QString& fileName); // by its ending

// The bytes of a picture file. size: logical pixels, of 1/96 inch in all of them; scale: device pixels a logical one of
// a PNG. provenance: text that the file carries, as "Description" of a PNG, <desc> of an SVG and dc:description of a
// PDF's XMP. Any thread; empty when there is no memory for it.
QByteArray pictureBytes(const Drawing& drawing, PictureFormat format, const QSize& size, double scale,
                        const QString& title, const QString& provenance = {});

} // namespace dass
