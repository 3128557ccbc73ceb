#pragma once

#include <QRectF>

#include <cstdint>

class QPainter;
class QRect;

namespace dass {

struct BuilderScene;

// The needles on their lane, each a box in its colour with its name and scores where these have room in it; of one
// alone, or of a narrow one that is chosen, the words stand beside.
void paintNeedleLane(QPainter& painter, const QRect& track, const BuilderScene& scene);

// Where a needle lies on a track, at least 6 px wide.
QRectF needleRect(const BuilderScene& scene, std::int64_t begin, const QRect& track);

// Index into the scene's needles; -1: none lies there. The chosen one first, then the one drawn on top.
int needleUnder(const BuilderScene& scene, double x, const QRect& track);

} // namespace dass
