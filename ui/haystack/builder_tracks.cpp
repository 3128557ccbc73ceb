#include "ui/haystack/builder_tracks.h"

#include "core/niah/needle_set.h"
#include "ui/haystack/haystack_words.h"
#include "ui/haystack/needle_lane.h"
#include "ui/plots/colour_map.h"
#include "ui/plots/mel_scale.h"
#include "ui/plots/time_ticker.h"
#include "ui/style/fonts.h"
#include "ui/style/theme.h"
#include "ui/widgets/text_format.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace dass {

namespace {

constexpr int kRuler = 20;
constexpr int kLane = 34;
constexpr int kWaveform = 46;
constexpr int kSweep = 84;
constexpr int kGap = 8;
constexpr double kTickDistance = 12;
constexpr int kLeastSpectrogram = 60;
constexpr int kBins = 128;
constexpr float kLow = -1; // normalised log-mel value of the darkest colour
constexpr float kHigh = 1;
constexpr double kFrameRate = 100;

struct TrackWords
{
    Q_DECLARE_TR_FUNCTIONS(dass::BuilderTracks)
};

void gutterText(QPainter& painter, const QRect& track, const QString& name, const QString& unit)
{
    const QFontMetrics metrics(textFont(TextSize::Label));
    QRect line(12, track.top(), BuilderLayout::kGutter - 40, metrics.height());
    painter.setFont(textFont(TextSize::Label));
    painter.setPen(tokens().text);
    painter.drawText(line, Qt::AlignLeft, metrics.elidedText(name, Qt::ElideRight, line.width()));
    painter.setPen(tokens().secondary);
    for (const QString& part : unit.split('\n')) {
        line.translate(0, metrics.height());
        painter.drawText(line, Qt::AlignLeft, metrics.elidedText(part, Qt::ElideRight, line.width()));
    }
}

void tickText(QPainter& painter, double y, const QString& text)
{
    painter.setFont(textFont(TextSize::Label));
    painter.setPen(tokens().secondary);
    painter.drawText(QRectF(0, y - 8, BuilderLayout::kGutter - 8, 16), Qt::AlignRight | Qt::AlignVCenter, text);
}

void paintRuler(QPainter& painter, const BuilderLayout& layout, const BuilderScene& scene)
{
    const double seconds = (scene.last - scene.first) / kFrameRate;
    const QFontMetrics metrics(textFont(TextSize::Label));
    const double step =
        TimeTicker::stepFor(seconds, layout.ruler.width(), metrics.horizontalAdvance(QStringLiteral("00:00:00")) + 12);
    painter.setFont(textFont(TextSize::Label));
    for (double tick = std::ceil(scene.first / kFrameRate / step) * step; tick <= scene.last / kFrameRate + 1e-9;
         tick += step) {
        const double x = scene.xOf(tick * kFrameRate, layout.ruler);
        painter.setPen(tokens().grid);
        for (const QRect& track : {layout.lane, layout.sweep})
            if (!track.isEmpty())
                painter.drawLine(QPointF(x, track.top()), QPointF(x, track.bottom()));
        painter.setPen(tokens().secondary);
        painter.drawLine(QPointF(x, layout.ruler.bottom() - 5), QPointF(x, layout.ruler.bottom()));
        const QString text = shortTimeText(tick, step < 1);
        const double half = metrics.horizontalAdvance(text) / 2.0;
        const double middle = std::clamp(x, layout.ruler.left() + half, layout.ruler.right() - half);
        painter.drawText(QRectF(middle - half - 2, layout.ruler.top(), 2 * half + 4, 14), Qt::AlignCenter, text);
    }
    painter.setPen(tokens().secondary);
    painter.drawText(QRect(12, layout.ruler.top(), 80, 14), Qt::AlignLeft | Qt::AlignVCenter,
                     seconds >= 3600 ? TrackWords::tr("h:min:s") : TrackWords::tr("min:s"));
}

void paintLane(QPainter& painter, const QRect& track, const BuilderScene& scene)
{
    gutterText(painter, track, scene.needles.size() > 1 ? TrackWords::tr("Needles") : TrackWords::tr("Needle"),
               TrackWords::tr("drag to place"));
    paintNeedleLane(painter, track, scene);
}

// The needle that is heard somewhere in these frames; null: the haystack alone.
const SceneNeedle* needleIn(const BuilderScene& scene, double first, double last)
{
    const auto found = std::find_if(scene.needles.begin(), scene.needles.end(), [&](const SceneNeedle& needle) {
        return last > static_cast<double>(needle.begin) &&
               first < static_cast<double>(needle.begin + niah::kNeedleFrames);
    });
    return found == scene.needles.end() ? nullptr : &*found;
}

void paintWaveform(QPainter& painter, const QRect& track, const BuilderScene& scene)
{
    gutterText(painter, track, TrackWords::tr("Mixture"), scene.haystack);
    const MixturePicture* picture = scene.picture.get();
    if (!picture)
        return;
    if (picture->least.empty()) {
        painter.setFont(textFont(TextSize::Label));
        painter.setPen(tokens().secondary);
        painter.drawText(track, Qt::AlignCenter, TrackWords::tr("over 2 h no sound is kept, only what the model gets"));
        return;
    }
    float peak = 1e-4F;
    for (std::size_t c = 0; c < picture->least.size(); ++c)
        peak = std::max({peak, -picture->least[c], picture->greatest[c]});
    const double middle = track.center().y() + 0.5;
    const double half = track.height() / 2.0 / static_cast<double>(peak);
    const auto width = static_cast<double>(picture->last - picture->first) / picture->columns;
    painter.save();
    painter.setClipRect(track);
    for (int c = 0; c < picture->columns; ++c) {
        const double frame = static_cast<double>(picture->first) + c * width;
        const double x = scene.xOf(frame, track);
        const double next = std::max(x + 1 / painter.device()->devicePixelRatioF(), scene.xOf(frame + width, track));
        const SceneNeedle* needle = needleIn(scene, frame, frame + width);
        const auto i = static_cast<std::size_t>(c);
        const auto bar = [&](float low, float high, const QColor& colour) {
            const double top = middle - static_cast<double>(high) * half;
            const double bottom = middle - static_cast<double>(low) * half;
            painter.fillRect(QRectF(x, top, next - x, std::max(1.0, bottom - top)), colour);
        };
        bar(picture->least[i], picture->greatest[i],
            needle ? mix(tokens().tag(needle->listed), tokens().base, 0.75) : tokens().waveformPeak);
        bar(-picture->rms[i], picture->rms[i], needle ? tokens().tag(needle->listed) : tokens().waveformRms);
    }
    painter.restore();
}

void paintSpectrogram(QPainter& painter, const QRect& track, const BuilderScene& scene)
{
    gutterText(painter, track, TrackWords::tr("Model input"), TrackWords::tr("mel, kHz"));
    double above = -1e9;
    for (const double kilohertz : {8.0, 4.0, 2.0, 1.0, 0.5, 0.1}) {
        const double at =
            track.bottom() + 1 - melHeightOf(kilohertz * 1000 - (kilohertz == 8 ? 1 : 0)) * track.height();
        const double y = std::clamp(at, track.top() + 6.0, track.bottom() - 5.0);
        if (y - above < kTickDistance) // in a low window some give way
            continue;
        tickText(painter, y, QLocale().toString(kilohertz));
        above = y;
    }
    if (track.height() > 150) { // the colours, with their values
        const ColourTable& colours = colourTable(ColourMap::Magma);
        const QRect bar(12, track.bottom() - 34, 56, 6);
        for (int x = 0; x < bar.width(); ++x)
            painter.fillRect(bar.left() + x, bar.top(), 1, bar.height(),
                             QColor::fromRgb(colours[static_cast<std::size_t>(x * 255 / (bar.width() - 1))]));
        painter.setFont(textFont(TextSize::Label));
        painter.setPen(tokens().secondary);
        painter.drawText(QRect(bar.left(), bar.bottom() + 1, bar.width(), 14), Qt::AlignLeft,
                         QString(QChar(0x2212)) + '1');
        painter.drawText(QRect(bar.left(), bar.bottom() + 1, bar.width(), 14), Qt::AlignRight, QStringLiteral("+1"));
        painter.drawText(QRect(bar.left(), bar.bottom() + 14, 80, 14), Qt::AlignLeft, TrackWords::tr("normalised"));
    }
    painter.save();
    painter.setClipRect(track);
    if (scene.picture && !scene.image.isNull()) {
        const double left = scene.xOf(static_cast<double>(scene.picture->first), track);
        const double right = scene.xOf(static_cast<double>(scene.picture->last), track);
        painter.drawImage(QRectF(left, track.top(), right - left, track.height()), scene.image);
    } else {
        painter.fillRect(track, QBrush(tokens().hatch, Qt::BDiagPattern));
        painter.setFont(textFont(TextSize::Body));
        painter.setPen(tokens().secondary);
        painter.drawText(track, Qt::AlignCenter, scene.hint);
    }
    painter.restore();
}

void paintSweep(QPainter& painter, const QRect& track, const BuilderScene& scene)
{
    gutterText(painter, track, TrackWords::tr("Needle's tag"), TrackWords::tr("probability\nby position"));
    const auto y = [&](double probability) { return track.bottom() - probability * (track.height() - 4); };
    for (const double level : {0.0, 0.5, 1.0}) {
        painter.setPen(tokens().grid);
        painter.drawLine(QPointF(track.left(), y(level)), QPointF(track.right(), y(level)));
        tickText(painter, std::clamp(y(level), track.top() + 6.0, track.bottom() - 5.0),
                 QLocale().toString(level, 'f', 1));
    }
    if (scene.baseline < 0 || !scene.chosen())
        return;
    const QColor colour = tokens().tag(scene.chosen()->listed);
    painter.save();
    painter.setClipRect(track.adjusted(-5, -2, 5, 2));
    QPen dash(tokens().text, 1);
    dash.setDashPattern({4, 3});
    painter.setPen(dash);
    painter.drawLine(QPointF(track.left(), y(scene.baseline)), QPointF(track.right(), y(scene.baseline)));
    painter.setFont(textFont(TextSize::Label));
    const double textTop = scene.baseline > 0.8 ? y(scene.baseline) + 2 : y(scene.baseline) - 15;
    painter.drawText(QRectF(track.right() - 160, textTop, 158, 14), Qt::AlignRight,
                     TrackWords::tr("10 s baseline %1").arg(probabilityText(scene.baseline)));
    painter.setRenderHint(QPainter::Antialiasing);
    QPolygonF line;
    QPointF current(-1, -1);
    double value = 0;
    for (const auto& [begin, probability] : scene.sweep) {
        line << QPointF(scene.xOf(static_cast<double>(begin), track), y(static_cast<double>(probability)));
        if (begin == scene.needleBegin()) {
            current = line.last();
            value = static_cast<double>(probability);
        }
    }
    painter.setPen(QPen(colour, 1.5));
    painter.drawPolyline(line);
    painter.setBrush(tokens().base);
    for (const QPointF& point : line)
        painter.drawEllipse(point, 3, 3);
    if (current.x() >= 0) {
        painter.setBrush(colour);
        painter.setPen(QPen(tokens().text, 1.5));
        painter.drawEllipse(current, 5, 5);
        const double below =
            std::round(scene.baseline * 100) / 100 - std::round(value * 100) / 100; // as they are shown
        const QString words =
            std::abs(below) < 0.005 ? TrackWords::tr("%1, as alone").arg(probabilityText(value))
            : below > 0 ? TrackWords::tr("%1, %2 below baseline").arg(probabilityText(value), probabilityText(below))
                        : TrackWords::tr("%1, %2 above baseline").arg(probabilityText(value), probabilityText(-below));
        painter.setFont(textFont(TextSize::Label, QFont::DemiBold));
        const int width = QFontMetrics(painter.font()).horizontalAdvance(words) + 4;
        const double x =
            std::clamp(current.x() + 8, static_cast<double>(track.left()), static_cast<double>(track.right() - width));
        const double top = current.y() + 22 > track.bottom() ? current.y() - 22 : current.y() + 7;
        painter.fillRect(QRectF(x - 2, top, width, 15), tokens().base);
        painter.drawText(QRectF(x, top, width, 15), Qt::AlignLeft | Qt::AlignVCenter, words);
    }
    painter.restore();
}

} // namespace

BuilderLayout::BuilderLayout(const QSize& size)
{
    const int width = std::max(10, size.width() - kGutter - kRight);
    int y = 0;
    const auto place = [&](int height) {
        const QRect track(kGutter, y, width, height);
        y += height + kGap;
        return track;
    };
    ruler = place(kRuler);
    y -= kGap - 2;
    lane = place(kLane);
    waveform = place(kWaveform);
    const int left = size.height() - y - kGap;
    const bool withSweep = left - kSweep - kGap >= kLeastSpectrogram;
    spectrogram = place(std::max(20, withSweep ? left - kSweep - kGap : left));
    sweep = withSweep ? place(kSweep) : QRect();
}

QImage spectrogramImage(const MixturePicture& picture)
{
    QImage image(picture.columns, kBins, QImage::Format_RGB32);
    const ColourTable& colours = colourTable(ColourMap::Magma);
    for (int bin = 0; bin < kBins; ++bin) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(kBins - 1 - bin));
        for (int column = 0; column < picture.columns; ++column) {
            const float value = picture.mel[static_cast<std::size_t>(column) * kBins + static_cast<std::size_t>(bin)];
            const float share = std::clamp((value - kLow) / (kHigh - kLow), 0.0F, 1.0F);
            line[column] = colours[static_cast<std::size_t>(share * 255)];
        }
    }
    return image;
}

void paintBuilder(QPainter& painter, const BuilderLayout& layout, const BuilderScene& scene, const QRect& whole)
{
    painter.fillRect(whole, tokens().base);
    painter.fillRect(QRect(whole.left(), whole.top(), BuilderLayout::kGutter, whole.height()), tokens().window);
    paintRuler(painter, layout, scene);
    paintLane(painter, layout.lane, scene);
    paintWaveform(painter, layout.waveform, scene);
    paintSpectrogram(painter, layout.spectrogram, scene);
    if (!layout.sweep.isEmpty())
        paintSweep(painter, layout.sweep, scene);
    for (const SceneNeedle& needle : scene.needles) { // their edges, through what is mixed
        const QRectF box = needleRect(scene, needle.begin, layout.spectrogram);
        painter.setPen(QPen(Qt::white, 1));
        for (const double x : {box.left(), box.right()})
            if (x >= layout.spectrogram.left() && x <= layout.spectrogram.right() + 1)
                painter.drawLine(QPointF(x, layout.spectrogram.top()), QPointF(x, layout.spectrogram.bottom()));
    }
    if (scene.cursor >= scene.first && scene.cursor <= scene.last) {
        const double x = scene.xOf(scene.cursor, layout.spectrogram);
        for (const QRect& track : {layout.waveform, layout.spectrogram}) {
            painter.setPen(track == layout.spectrogram ? QColor(Qt::white) : tokens().text);
            painter.drawLine(QPointF(x, track.top()), QPointF(x, track.bottom()));
        }
    }
}

} // namespace dass
