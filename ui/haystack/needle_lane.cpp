#include "ui/haystack/needle_lane.h"

#include "core/niah/mixture.h"
#include "ui/haystack/builder_tracks.h"
#include "ui/style/fonts.h"
#include "ui/style/theme.h"

#include <QPainter>

#include <algorithm>

namespace dass {

namespace {

constexpr double kLeastWidth = 6;
constexpr double kReach = 5;     // pixels by which a needle may be missed
constexpr double kInside = 4;    // between a box's edge and its words
constexpr double kReadable = 36; // a box in which words say something
constexpr double kBright = 120;  // luminance above which words on a colour are black
constexpr int kBeside = 10;      // from a box to words beside it

QColor inkOn(const QColor& ground)
{
    const double luminance = 0.2126 * ground.red() + 0.7152 * ground.green() + 0.0722 * ground.blue();
    return luminance > kBright ? Qt::black : Qt::white;
}

void twoLines(QPainter& painter, const QRectF& room, Qt::Alignment align, const QString& first, const QString& second,
              const QColor& firstColour, const QColor& secondColour)
{
    const auto line = [&](const QRectF& place, const QString& text, QFont::Weight weight, const QColor& colour) {
        painter.setFont(textFont(TextSize::Label, weight));
        painter.setPen(colour);
        painter.drawText(place, static_cast<int>(align | Qt::AlignVCenter),
                         QFontMetricsF(painter.font()).elidedText(text, Qt::ElideRight, place.width()));
    };
    const double half = room.height() / 2;
    line({room.left(), room.top(), room.width(), half}, first, QFont::DemiBold, firstColour);
    line({room.left(), room.top() + half, room.width(), half}, second, QFont::Normal, secondColour);
}

// Beside the box, on the side that has room.
void paintBeside(QPainter& painter, const QRect& track, const BuilderScene& scene, const SceneNeedle& needle,
                 const QRectF& box)
{
    const int width =
        std::max(QFontMetrics(textFont(TextSize::Label)).horizontalAdvance(needle.facts),
                 QFontMetrics(textFont(TextSize::Label, QFont::DemiBold)).horizontalAdvance(needle.name)) +
        4;
    const QRectF right(box.right() + kBeside, track.top(), width, track.height());
    const QRectF left(box.left() - kBeside - width, track.top(), width, track.height());
    const auto isFree = [&](const QRectF& room) {
        return room.left() >= track.left() - 4 && room.right() <= track.right() + 4 &&
               std::none_of(scene.needles.begin(), scene.needles.end(), [&](const SceneNeedle& other) {
                   return needleRect(scene, other.begin, track).intersects(room);
               });
    };
    const bool toTheRight = isFree(right);
    if (!toTheRight && scene.needles.size() > 1 && !isFree(left))
        return;
    twoLines(painter, toTheRight ? right : left, toTheRight ? Qt::AlignLeft : Qt::AlignRight, needle.name, needle.facts,
             tokens().text, tokens().secondary);
}

void paintNeedle(QPainter& painter, const QRect& track, const BuilderScene& scene, int index)
{
    const SceneNeedle& needle = scene.needles[static_cast<std::size_t>(index)];
    const QRectF box = needleRect(scene, needle.begin, track).adjusted(0, 3, 0, -3);
    const QColor colour = tokens().tag(needle.listed);
    const bool chosen = index == scene.current;
    const bool several = scene.needles.size() > 1;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(several ? QPen(tokens().base, 1) : QPen(Qt::NoPen));
    painter.setBrush(colour);
    painter.drawRoundedRect(box, 3, 3);
    if (chosen && (scene.focused || scene.dragged || several)) {
        const bool focused = scene.focused || scene.dragged;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(focused ? tokens().focus : tokens().text, 2));
        const double out = focused ? 2 : 0;
        painter.drawRoundedRect(box.adjusted(-out, -out, out, out), 3 + out, 3 + out);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (several && box.width() >= kReadable) {
        const QColor ink = inkOn(colour);
        twoLines(painter, box.adjusted(kInside, 0, -kInside, 0), Qt::AlignLeft, needle.name, needle.score, ink, ink);
    } else if (chosen || !several) {
        paintBeside(painter, track, scene, needle, box);
    }
}

} // namespace

QRectF needleRect(const BuilderScene& scene, std::int64_t begin, const QRect& track)
{
    const double left = scene.xOf(static_cast<double>(begin), track);
    const double right = scene.xOf(static_cast<double>(begin + niah::kNeedleFrames), track);
    return {left, static_cast<double>(track.top()), std::max(kLeastWidth, right - left),
            static_cast<double>(track.height())};
}

int needleUnder(const BuilderScene& scene, double x, const QRect& track)
{
    const auto lies = [&](int index) {
        const QRectF box = needleRect(scene, scene.needles[static_cast<std::size_t>(index)].begin, track);
        return x >= box.left() - kReach && x <= box.right() + kReach;
    };
    if (scene.current >= 0 && lies(scene.current))
        return scene.current;
    for (int index = static_cast<int>(scene.needles.size()) - 1; index >= 0; --index)
        if (lies(index))
            return index;
    return -1;
}

void paintNeedleLane(QPainter& painter, const QRect& track, const BuilderScene& scene)
{
    painter.save();
    painter.setClipRect(track.adjusted(-4, 0, 4, 0));
    for (int index = 0; index < static_cast<int>(scene.needles.size()); ++index)
        if (index != scene.current)
            paintNeedle(painter, track, scene, index);
    if (scene.current >= 0)
        paintNeedle(painter, track, scene, scene.current);
    painter.restore();
}

} // namespace dass
