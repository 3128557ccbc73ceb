#include "ui/distill/curves_view.h"

#include "ui/style/theme.h"

#include <QKeyEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace dass {

namespace {

constexpr double kZoomStep = 1.25;
constexpr double kPanShare = 0.1;
constexpr double kNarrowest = 1e-3; // epochs

double weightOf(CurveTrack track)
{
    return track == CurveTrack::Loss ? 2.2 : track == CurveTrack::MeanPrecision ? 1.8 : 1.0;
}

} // namespace

CurvesView::CurvesView(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(320, 160);
    setAccessibleName(tr("Curves over the epochs"));
    setAccessibleDescription(tr("Wheel or + and − zoom, dragging or the arrow keys move, 0 shows all."));
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

double CurvesView::fullEpochs() const
{
    double most = 0;
    for (const CurveRun& run : m_runs) {
        most = std::max(most, run.epochs);
        const StepTable& steps = run.metrics.steps;
        if (!steps.empty())
            most = std::max(most, static_cast<double>(steps.step(steps.rows() - 1)) / run.stepsPerEpoch);
        if (!run.metrics.epochs.empty())
            most = std::max(most, static_cast<double>(run.metrics.epochs.back().epoch));
    }
    return most > 0 ? most : 1;
}

void CurvesView::setRuns(std::vector<CurveRun> runs)
{
    m_runs = std::move(runs);
    if (m_all)
        showAll();
    update();
}

void CurvesView::setTracks(const QList<CurveTrack>& tracks)
{
    m_tracks = tracks;
    update();
}

void CurvesView::setSmoothing(std::int64_t steps)
{
    m_smoothing = steps;
    update();
}

void CurvesView::showAll()
{
    m_first = 0;
    m_last = fullEpochs();
    m_all = true;
    update();
}

void CurvesView::setRange(double first, double last)
{
    const double full = fullEpochs();
    const double span = std::clamp(last - first, std::min(kNarrowest, full), full);
    m_first = std::clamp(first, 0.0, full - span);
    m_last = m_first + span;
    m_all = span >= full;
    update();
}

void CurvesView::zoom(double factor, double at)
{
    setRange(at - (at - m_first) / factor, at + (m_last - at) / factor);
}

double CurvesView::xOf(double epoch) const
{
    const double width = std::max(1, this->width() - kGutter - kRightMargin);
    return kGutter + (epoch - m_first) / (m_last - m_first) * width;
}

double CurvesView::epochAt(double x) const
{
    const double width = std::max(1, this->width() - kGutter - kRightMargin);
    return m_first + (x - kGutter) / width * (m_last - m_first);
}

QList<QRect> CurvesView::tracks() const
{
    double weights = 0;
    for (const CurveTrack track : m_tracks)
        weights += weightOf(track);
    const int count = static_cast<int>(m_tracks.size());
    const double room = std::max(0, height() - kTopMargin - kAxisHeight - kGapHeight * std::max(0, count - 1));
    QList<QRect> rects;
    double top = kTopMargin;
    for (const CurveTrack track : m_tracks) {
        const double height = room * weightOf(track) / weights;
        const int from = static_cast<int>(std::lround(top));
        rects << QRect(kGutter, from, std::max(1, width() - kGutter - kRightMargin),
                       static_cast<int>(std::lround(top + height)) - from);
        top += height + kGapHeight;
    }
    return rects;
}

QRect CurvesView::plotOf(CurveTrack track) const
{
    const qsizetype at = m_tracks.indexOf(track);
    return at < 0 ? QRect() : tracks().at(at);
}

QVector<double> CurvesView::epochTicks() const
{
    const double step = roundStep(m_last - m_first, std::clamp((width() - kGutter) / 110, 3, 9));
    QVector<double> ticks;
    for (double tick = std::ceil(m_first / step - 1e-9) * step; tick <= m_last + 1e-9 * step && ticks.size() < 20;
         tick += step)
        ticks << tick;
    return ticks;
}

void CurvesView::mouseMoveEvent(QMouseEvent* event)
{
    m_pointer = event->position().toPoint();
    if (m_dragged) {
        const double move = *m_dragged - epochAt(event->position().x());
        setRange(m_first + move, m_last + move);
    }
    update();
}

void CurvesView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        m_dragged = epochAt(event->position().x());
}

void CurvesView::mouseReleaseEvent(QMouseEvent*)
{
    m_dragged.reset();
}

void CurvesView::mouseDoubleClickEvent(QMouseEvent*)
{
    showAll();
}

void CurvesView::wheelEvent(QWheelEvent* event)
{
    const double turns = event->angleDelta().y() / 120.0;
    if (event->modifiers() & Qt::ShiftModifier)
        setRange(m_first - turns * kPanShare * (m_last - m_first), m_last - turns * kPanShare * (m_last - m_first));
    else
        zoom(std::pow(kZoomStep, turns), epochAt(event->position().x()));
    event->accept();
}

void CurvesView::keyPressEvent(QKeyEvent* event)
{
    const double span = m_last - m_first;
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoom(kZoomStep, m_first + span / 2);
    case Qt::Key_Minus:
        return zoom(1 / kZoomStep, m_first + span / 2);
    case Qt::Key_0:
        return showAll();
    case Qt::Key_Left:
        return setRange(m_first - kPanShare * span, m_last - kPanShare * span);
    case Qt::Key_Right:
        return setRange(m_first + kPanShare * span, m_last + kPanShare * span);
    default:
        QWidget::keyPressEvent(event);
    }
}

void CurvesView::leaveEvent(QEvent*)
{
    m_pointer.reset();
    update();
}

} // namespace dass
