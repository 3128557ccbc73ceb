#include "ui/plots/gutter_item.h"

#include "ui/plots/stack_state.h"
#include "ui/plots/time_text.h"
#include "ui/plots/time_viewport.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace dass {
namespace {

constexpr int kLineHeight = 14;
constexpr int kTickLength = 4;
constexpr int kScaleWidth = 56;
constexpr int kScaleHeight = 6;
constexpr int kMarkWidth = 3;
constexpr int kRoomForUnit = 68;       // of a spectrogram, above the colour scale
constexpr int kRoomForSmoothing = 108; // of the probabilities, above their tick in the middle
constexpr QChar kMinus(0x2212);

QString stackText(const char* text)
{
    return QCoreApplication::translate("dass::PlotStack", text);
}

QString numberText(double value, int decimals)
{
    const QString digits = QLocale().toString(std::abs(value), 'f', decimals);
    return value < 0 ? kMinus + digits : digits;
}

} // namespace

GutterItem::GutterItem(QCustomPlot* plot, const QString& layer, const StackState& state)
    : TrackItem(plot, layer, nullptr, state)
{
}

void GutterItem::draw(QCPPainter* painter)
{
    const TrackRects& rects = state().rects;
    if (state().forPicture) { // what reaches out of the tracks, where the painter does not clip
        const QRect tracks = rects.timeTracks();
        const QColor& window = state().colours.window;
        painter->fillRect(QRect(0, tracks.top(), tracks.left(), tracks.height()), window);
        painter->fillRect(QRect(tracks.right() + 1, tracks.top(), stackmetrics::kRightMargin, tracks.height()), window);
    }
    painter->setFont(state().smallFont);
    nameAndUnit(painter, rects.overview, stackText(QT_TRANSLATE_NOOP("dass::PlotStack", "Recording")),
                timeText(static_cast<double>(state().length) / TimeViewport::kSampleRate, 0));
    painter->setPen(state().colours.secondary);
    painter->drawText(QRect(stackmetrics::kGutterInset, rects.ruler.top(), stackmetrics::kGutter, kLineHeight),
                      Qt::AlignLeft | Qt::AlignVCenter, rulerUnit());
    nameAndUnit(painter, rects.waveform, stackText(QT_TRANSLATE_NOOP("dass::PlotStack", "Waveform")),
                state().channel
                    ? stackText(QT_TRANSLATE_NOOP("dass::PlotStack", "channel %L1")).arg(*state().channel + 1)
                    : stackText(QT_TRANSLATE_NOOP("dass::PlotStack", "full scale")));
    nameAndUnit(painter, rects.spectrogram, stackText(QT_TRANSLATE_NOOP("dass::PlotStack", "Spectrogram")),
                rects.spectrogram.height() < kRoomForUnit ? QString() : frequencyUnit());
    nameAndUnit(painter, rects.probability, stackText(QT_TRANSLATE_NOOP("dass::PlotStack", "Probability")),
                stackText(QT_TRANSLATE_NOOP("dass::PlotStack", "0 to 1")));
    if (!rects.waveform.isEmpty()) {
        waveformTicks(painter);
    }
    if (!rects.spectrogram.isEmpty()) {
        frequencyTicks(painter);
        colourScale(painter);
    }
    if (!rects.probability.isEmpty()) {
        smoothingWords(painter);
        probabilityTicks(painter);
    }
    if (!rects.heat.isEmpty()) {
        heatNames(painter);
    }
}

// Of times of day, whose: the zone alone where the gutter has no room for more.
QString GutterItem::rulerUnit() const
{
    if (!state().clockStart) {
        return QStringLiteral("hh:mm:ss");
    }
    const QString words = stackText(QT_TRANSLATE_NOOP("dass::PlotStack", "time of day"));
    if (state().clockZone.isEmpty()) {
        return words;
    }
    const QString both = words + QStringLiteral(", ") + state().clockZone;
    constexpr int kRoom = stackmetrics::kGutter - stackmetrics::kGutterInset - stackmetrics::kGap;
    return QFontMetrics(state().smallFont).horizontalAdvance(both) <= kRoom ? both : state().clockZone;
}

QString GutterItem::frequencyUnit() const
{
    switch (state().spectrogram.scale) {
    case FrequencyScale::Linear:
        return stackText(QT_TRANSLATE_NOOP("dass::PlotStack", "linear, kHz"));
    case FrequencyScale::Log:
        return stackText(QT_TRANSLATE_NOOP("dass::PlotStack", "log, kHz"));
    case FrequencyScale::Mel:
        break;
    }
    return stackText(QT_TRANSLATE_NOOP("dass::PlotStack", "mel, kHz"));
}

void GutterItem::nameAndUnit(QCPPainter* painter, const QRect& track, const QString& name, const QString& unit) const
{
    if (track.isEmpty()) {
        return;
    }
    const QRect line(stackmetrics::kGutterInset, track.top() + 2, stackmetrics::kGutter, kLineHeight);
    painter->setPen(state().colours.text);
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter, name);
    painter->setPen(state().colours.secondary);
    painter->drawText(line.translated(0, kLineHeight), Qt::AlignLeft | Qt::AlignVCenter, unit);
}

void GutterItem::tickLabel(QCPPainter* painter, const QRect& track, double y, const QString& text) const
{
    // Labels of ticks at the ends of the track stay beside it.
    const double top = std::clamp(y - kLineHeight / 2.0, track.top() - 1.0, track.bottom() + 2.0 - kLineHeight);
    painter->setPen(state().colours.secondary);
    painter->drawText(QRectF(0, top, stackmetrics::kGutter - stackmetrics::kGap, kLineHeight),
                      static_cast<int>(Qt::AlignRight | Qt::AlignVCenter), text);
}

void GutterItem::waveformTicks(QCPPainter* painter) const
{
    const QRect& track = state().rects.waveform;
    const double tick = state().amplitudes.upper / 2;
    const int decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(tick))));
    for (const double value : {tick, -tick}) {
        tickLabel(painter, track, state().amplitudes.yOf(value, track), numberText(value, decimals));
    }
    tickLabel(painter, track, state().amplitudes.yOf(0, track), QStringLiteral("0"));
}

void GutterItem::frequencyTicks(QCPPainter* painter) const
{
    const QRect& track = state().rects.spectrogram;
    const FrequencyScale scale = state().spectrogram.scale;
    std::vector<double> labelled; // what has no room between others has no label
    for (const auto& [hertz, label] : dass::frequencyTicks(scale)) {
        const double height = std::clamp(heightOf(scale, hertz), 0.0, 1.0);
        const double y = std::min(track.top() + (1 - height) * track.height(), static_cast<double>(track.bottom()));
        painter->setPen(state().colours.secondary);
        painter->drawLine(QPointF(stackmetrics::kGutter - kTickLength, std::floor(y)),
                          QPointF(stackmetrics::kGutter - 1, std::floor(y)));
        if (std::ranges::any_of(labelled, [y](double other) { return std::abs(other - y) < kLineHeight - 2; })) {
            continue;
        }
        labelled.push_back(y);
        tickLabel(painter, track, y, QString(QLatin1String(label)).replace('.', QLocale().decimalPoint()));
    }
}

void GutterItem::probabilityTicks(QCPPainter* painter) const
{
    const QRect& track = state().rects.probability;
    for (const double value : {0.0, 0.5, 1.0}) {
        tickLabel(painter, track, kProbabilityRange.yOf(value, track), numberText(value, 1));
    }
}

// The curves are not what the model said then.
void GutterItem::smoothingWords(QCPPainter* painter) const
{
    const EventShaping& shaping = state().probabilities.shaping();
    const QRect& track = state().rects.probability;
    if (!shaping.smooths() || track.height() < kRoomForSmoothing) {
        return;
    }
    const QString words =
        (shaping.smoothing == Smoothing::Mean ? stackText(QT_TRANSLATE_NOOP("dass::PlotStack", "mean, %1 rows"))
                                              : stackText(QT_TRANSLATE_NOOP("dass::PlotStack", "median, %1 rows")))
            .arg(shaping.rows);
    constexpr int kRoom = stackmetrics::kGutter - stackmetrics::kGutterInset - stackmetrics::kGap;
    painter->setPen(state().colours.secondary);
    painter->drawText(QRect(stackmetrics::kGutterInset, track.top() + 2 + 2 * kLineHeight, kRoom, kLineHeight),
                      Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetrics(state().smallFont).elidedText(words, Qt::ElideRight, kRoom));
}

void GutterItem::colourScale(QCPPainter* painter) const
{
    const ColourTable& colours = colourTable(state().spectrogram.map);
    const QRect bar(stackmetrics::kGutterInset, state().rects.spectrogram.bottom() - 32, kScaleWidth, kScaleHeight);
    const QImage image(reinterpret_cast<const uchar*>(colours.data()), static_cast<int>(colours.size()), 1,
                       QImage::Format_RGB32);
    painter->drawImage(bar, image);
    painter->setPen(state().colours.secondary);
    const QRect numbers(bar.left(), bar.bottom() + 3, kScaleWidth, kLineHeight);
    painter->drawText(numbers, Qt::AlignLeft | Qt::AlignVCenter, numberText(state().spectrogram.floorDb, 0));
    painter->drawText(numbers, Qt::AlignRight | Qt::AlignVCenter,
                      numberText(state().spectrogram.ceilingDb, 0) + QStringLiteral(" dB"));
}

void GutterItem::heatNames(QCPPainter* painter) const
{
    const int right = stackmetrics::kGutter - stackmetrics::kGap;
    const QFontMetrics metrics(state().smallFont);
    int top = state().rects.heat.top();
    for (const HeatStripTag& tag : state().heatRows) {
        if (top + stackmetrics::kHeatRowHeight > state().rects.heat.bottom() + 1) {
            return; // there is no room for more
        }
        const QRect line(4, top, right - 4, stackmetrics::kHeatRowHeight);
        painter->setPen(tag.colour.isValid() ? state().colours.text : state().colours.secondary);
        painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip,
                          metrics.elidedText(tag.name, Qt::ElideRight, line.width()));
        if (tag.colour.isValid()) {
            painter->fillRect(
                QRect(stackmetrics::kGutter - kMarkWidth - 2, top + 1, kMarkWidth, stackmetrics::kHeatRowHeight - 3),
                tag.colour);
        }
        top += stackmetrics::kHeatRowHeight;
    }
}

} // namespace dass
