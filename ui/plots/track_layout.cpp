#include "ui/plots/track_layout.h"

#include "ui/plots/time_ticker.h"

#include <algorithm>

namespace dass {
namespace {

using namespace stackmetrics;

constexpr int kMajorTick = 6;
constexpr int kMinorTick = 4;
constexpr int kLabelPadding = 1;

void drawGridOnly(QCPAxis* axis)
{
    axis->setTickLabels(false);
    axis->setTicks(false);
    axis->setBasePen(Qt::NoPen);
    axis->grid()->setVisible(true);
    axis->grid()->setLayer(QStringLiteral("grid"));
}

} // namespace

TrackLayout::TrackLayout(QCustomPlot* plot, const StackState& state)
    : m_plot(plot), m_state(state), m_ticker(new TimeTicker)
{
    QCPLayoutGrid* const grid = plot->plotLayout();
    grid->clear();
    grid->setRowSpacing(0);
    grid->setMargins(QMargins());
    grid->setAutoMargins(QCP::msNone);
    m_overview = addTrack(0, kOverviewHeight, kTopMargin, kProgressHeight);
    m_waveform = addTrack(1, kWaveformHeight, kRulerGap + kRulerHeight, kGap);
    m_spectrogram = addTrack(2, 0, 0, kGap);
    m_probability = addTrack(3, kProbabilityHeight, 0, kGap);
    m_heat = addTrack(4, 0, 0, kBottomMargin);
    fit(0, 0);

    for (QCPAxisRect* const track : {m_waveform, m_probability}) {
        addTimeGrid(track);
    }
    QCPAxis* const ruler = m_waveform->addAxis(QCPAxis::atTop);
    ruler->setTicker(m_ticker);
    ruler->setTickLength(0, kMajorTick);
    ruler->setSubTickLength(0, kMinorTick);
    ruler->setTickLabelPadding(kLabelPadding);

    QCPAxis* const values = m_probability->addAxis(QCPAxis::atLeft);
    const QSharedPointer<QCPAxisTickerText> lines(new QCPAxisTickerText);
    for (const double value : {0.0, 0.5, 1.0}) {
        lines->addTick(value, QString());
    }
    values->setTicker(lines);
    values->setRange(kProbabilityRange.lower, kProbabilityRange.upper);
    drawGridOnly(values);
    applyColours();
}

QCPAxisRect* TrackLayout::addTrack(int row, int height, int above, int below)
{
    auto* const track = new QCPAxisRect(m_plot, false);
    track->setLayer(QStringLiteral("background"));
    track->setAutoMargins(QCP::msNone);
    track->setMargins(QMargins(kGutter, above, kRightMargin, below));
    if (height > 0) {
        setHeight(track, height);
    }
    m_plot->plotLayout()->addElement(row, 0, track);
    return track;
}

void TrackLayout::addTimeGrid(QCPAxisRect* track)
{
    QCPAxis* const axis = track->addAxis(QCPAxis::atBottom);
    axis->setTicker(m_ticker);
    drawGridOnly(axis);
}

void TrackLayout::fit(int height, int rows)
{
    int shown = m_state.only == PictureTrack::All || m_state.only == PictureTrack::HeatStrip ? rows : 0;
    if (m_state.only == PictureTrack::All) {
        const int room = height - kFixedHeight; // for spectrogram, probabilities and heat strip
        const int probability =
            std::clamp(room - kSmallSpectrogram - shown * kHeatRowHeight, kSmallestProbability, kProbabilityHeight);
        setHeight(m_probability, probability);
        const int fitting = (room - kSmallestSpectrogram - probability) / kHeatRowHeight;
        shown = std::min(shown, std::max(fitting, kFewestHeatRows));
    }
    setHeight(m_heat, shown * kHeatRowHeight);
    m_heat->setVisible(shown > 0);
}

void TrackLayout::setHeight(QCPAxisRect* track, int height)
{
    track->setMinimumSize(0, height);
    track->setMaximumSize(QWIDGETSIZE_MAX, height);
}

void TrackLayout::fold(QCPAxisRect* track)
{
    track->setMinimumSize(0, 0);
    track->setMaximumSize(QWIDGETSIZE_MAX, 0);
    const bool hasRuler = track == m_waveform;
    track->setMargins(QMargins(kGutter, hasRuler ? kTopMargin + kRulerHeight : 0, kRightMargin, 0));
    track->setVisible(hasRuler);
}

void TrackLayout::showOnly()
{
    const PictureTrack track = m_state.only;
    if (track == PictureTrack::All) {
        return;
    }
    const std::pair<PictureTrack, QCPAxisRect*> tracks[] = {{PictureTrack::All, m_overview},
                                                            {PictureTrack::Waveform, m_waveform},
                                                            {PictureTrack::Spectrogram, m_spectrogram},
                                                            {PictureTrack::Probability, m_probability},
                                                            {PictureTrack::HeatStrip, m_heat}};
    for (const auto& [name, rect] : tracks) {
        if (name != track) {
            fold(rect);
        } else if (name != PictureTrack::HeatStrip) {
            rect->setMinimumSize(0, 0);
            rect->setMaximumSize(QWIDGETSIZE_MAX, QWIDGETSIZE_MAX);
        }
    }
}

void TrackLayout::applyColours()
{
    const PlotColours& colours = m_state.colours;
    m_plot->setBackground(colours.window);
    for (QCPAxisRect* const track : {m_waveform, m_spectrogram, m_probability, m_heat}) {
        track->setBackground(colours.base);
        for (QCPAxis* const axis : track->axes()) {
            axis->grid()->setPen(QPen(colours.grid, 1));
            axis->grid()->setZeroLinePen(Qt::NoPen);
        }
    }
    QCPAxis* const ruler = m_waveform->axis(QCPAxis::atTop);
    ruler->setBasePen(QPen(colours.hairline, 1));
    ruler->setTickPen(QPen(colours.secondary, 1));
    ruler->setSubTickPen(QPen(colours.secondary, 1));
    ruler->setTickLabelColor(colours.secondary);
    ruler->setTickLabelFont(m_state.smallFont);
}

void TrackLayout::applyGrid()
{
    const QFontMetricsF metrics(m_state.smallFont);
    m_ticker->setGrid(m_state.grid, metrics.horizontalAdvance(QStringLiteral("00:00:00.0")));
    m_ticker->setClockStart(m_state.clockStart);
    for (QCPAxisRect* const track : {m_waveform, m_probability}) {
        for (QCPAxis* const axis : track->axes(QCPAxis::atBottom | QCPAxis::atTop)) {
            axis->setRange(m_state.grid.startSample(), m_state.grid.endSample());
        }
    }
}

TrackRects TrackLayout::rects() const
{
    TrackRects rects;
    rects.overview = m_overview->visible() ? m_overview->rect() : QRect();
    rects.waveform = m_waveform->rect();
    rects.ruler =
        QRect(rects.waveform.left(), rects.waveform.top() - kRulerHeight, rects.waveform.width(), kRulerHeight);
    rects.spectrogram = m_spectrogram->visible() ? m_spectrogram->rect() : QRect();
    rects.probability = m_probability->visible() ? m_probability->rect() : QRect();
    rects.heat = m_heat->visible() ? m_heat->rect() : QRect();
    return rects;
}

} // namespace dass
