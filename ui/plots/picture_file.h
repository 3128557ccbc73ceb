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

// The bytes of a picture file. size: logical pixels, of 1/96 inch in SVG and PDF; scale: device pixels a logical one of
// a PNG. Any thread; empty when there is no memory for it.
QByteArray pictureBytes(const Drawing& drawing, PictureFormat format, const QSize& size, double scale,
                        const QString& title);

} // namespace dass
