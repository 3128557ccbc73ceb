#pragma once

#include <QPolygonF>
#include <QRectF>
#include <QSizeF>

#include <cstddef>
#include <vector>

namespace dass {

// A curve as it is drawn, from left to right, and how large its name is.
struct NamedCurve
{
    QPolygonF line;
    QSizeF name;
};

struct CurveName
{
    std::size_t curve = 0;
    QRectF box;
};

inline constexpr std::size_t kMostCurveNames = 8;

// Where names stand: each at one of its curve's peaks, above it or beside it, inside the room, over as few curves as
// can be, never over each other or over what is taken. The highest curves come first; one that is nowhere at or above
// (on the screen) `lowest`, or has no place left, stays without. A function of what is seen, so that the same view
// always looks the same.
std::vector<CurveName> placeCurveNames(const std::vector<NamedCurve>& curves, const QRectF& room,
                                       const std::vector<QRectF>& taken, double lowest);

} // namespace dass
