#include "ui/plots/readout.h"

#include "core/overview/mel_pyramid.h"
#include "ui/plots/mel_scale.h"
#include "ui/plots/spectrogram_tile.h"
#include "ui/plots/stack_state.h"
#include "ui/plots/time_text.h"
#include "ui/plots/time_viewport.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace dass {
namespace {

constexpr int kLineHeight = 16;
constexpr int kPadding = 8;
constexpr int kDot = 8;
constexpr int kRadius = 3;

QString levelText(const PlotHover& hover)
{
    if (!hover.hertz) {
        return {};
    }
    QString text = *hover.hertz < 1000 ? QStringLiteral("%1 Hz").arg(std::lround(*hover.hertz / 10) * 10)
                                       : QStringLiteral("%L1 kHz").arg(*hover.hertz / 1000, 0, 'f', 1);
    if (hover.decibels) {
        const auto whole = std::lround(*hover.decibels);
        text += QStringLiteral(", %1%2 dB").arg(whole < 0 ? QString(QChar(0x2212)) : QString()).arg(std::abs(whole));
    }
    return text;
}

} // namespace

PlotHover hoverAt(const StackState& state, const QPointF& position)
{
    PlotHover hover;
    const double sample = std::clamp(state.grid.sampleAt(position.x()), 0.0, static_cast<double>(state.length));
    hover.sample = static_cast<std::int64_t>(std::ceil(sample));
    if (state.rects.heat.contains(position.toPoint())) {
        const int row = (static_cast<int>(position.y()) - state.rects.heat.top()) / stackmetrics::kHeatRowHeight;
        if (row < static_cast<int>(state.heatRows.size())) {
            hover.heatRow = row;
        }
    }
    const QRect& track = state.rects.spectrogram;
    if (track.contains(position.toPoint())) {
        const double height = (track.top() + track.height() - position.y()) / track.height();
        hover.hertz = hertzAt(state.spectrogram.scale, height);
        if (state.mel && hover.sample < state.decodedEnd) {
            hover.decibels = decibelsAt(*state.mel, hover.sample, melHeightOf(*hover.hertz), state.loudness);
        }
    }
    return hover;
}

ReadOut ReadOut::of(const StackState& state, const PlotHover& hover)
{
    ReadOut readOut;
    const double seconds = static_cast<double>(hover.sample) / TimeViewport::kSampleRate;
    readOut.time = state.clockStart ? dayTimeText(seconds + *state.clockStart, 1) : timeText(seconds, 1);
    readOut.level = levelText(hover);
    const auto row = state.probabilities.rowAt(hover.sample);
    if (!row) {
        return readOut;
    }
    const HeatStripTag* pointedAt =
        hover.heatRow ? &state.heatRows.at(static_cast<std::size_t>(*hover.heatRow)) : nullptr;
    for (const PlotTag& tag : state.tags) {
        const float probability = state.probabilities.curveProbability(*row, tag.classIndex);
        if (probability >= kSmallestShown && !(pointedAt && pointedAt->classIndex == tag.classIndex)) {
            readOut.lines.push_back({tag.colour, tag.name, probability});
        }
    }
    std::ranges::stable_sort(readOut.lines, std::ranges::greater(), &Line::probability);
    if (pointedAt) {
        const float probability = state.probabilities.probability(*row, pointedAt->classIndex);
        readOut.lines.insert(readOut.lines.begin(), {pointedAt->colour, pointedAt->name, probability, true});
    }
    return readOut;
}

int ReadOut::height() const
{
    return 2 * kPadding + kLineHeight * (1 + static_cast<int>(lines.size()));
}

void ReadOut::draw(QPainter& painter, const QPointF& topLeft, const PlotColours& colours, const QFont& font) const
{
    const QRectF box(topLeft, QSizeF(kWidth, height()));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colours.hairline, 1));
    painter.setBrush(colours.raised);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), kRadius, kRadius);

    QRectF line(box.left() + kPadding, box.top() + kPadding, kWidth - 2 * kPadding, kLineHeight);
    QFont semibold = font;
    semibold.setWeight(QFont::DemiBold);
    painter.setFont(semibold);
    painter.setPen(colours.text);
    painter.drawText(line, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter), time);
    painter.setFont(font);
    painter.setPen(colours.secondary);
    painter.drawText(line, static_cast<int>(Qt::AlignRight | Qt::AlignVCenter), level);

    for (const Line& tag : lines) {
        line.translate(0, kLineHeight);
        painter.setFont(tag.pointedAt ? semibold : font);
        const QFontMetricsF metrics(painter.font());
        if (tag.colour.isValid()) {
            painter.fillRect(QRectF(line.left(), line.center().y() - kDot / 2.0, kDot, kDot), tag.colour);
        }
        const QString value = QLocale().toString(static_cast<double>(tag.probability), 'f', 2);
        const QRectF name = line.adjusted(kDot + 6, 0, -metrics.horizontalAdvance(value) - 6, 0);
        painter.setPen(colours.text);
        painter.drawText(line, static_cast<int>(Qt::AlignRight | Qt::AlignVCenter), value);
        painter.drawText(name, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
                         metrics.elidedText(tag.name, Qt::ElideRight, name.width()));
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace dass
