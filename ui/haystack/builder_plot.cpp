#include "ui/haystack/builder_plot.h"

#include "core/niah/needle_set.h"
#include "ui/haystack/haystack_words.h"
#include "ui/haystack/needle_lane.h"
#include "ui/style/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace dass {

namespace {

constexpr double kLeastSpan = 100; // frames in view
constexpr double kZoomStep = 1.25;
constexpr int kMostColumns = 2600;

} // namespace

BuilderPlot::BuilderPlot(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Mixture: needles, waveform and spectrogram over time"));
    connect(&m_pictures, &PictureWorker::ready, this, [this](const std::shared_ptr<const MixturePicture>& picture) {
        if (!m_mixture)
            return;
        m_scene.picture = picture;
        m_scene.image = spectrogramImage(*picture);
        update();
    });
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
    setChoice(m_choice);
}

void BuilderPlot::setNeedles(std::vector<SceneNeedle> needles, int current)
{
    m_scene.needles = std::move(needles);
    m_scene.current = current;
    QStringList words;
    for (const SceneNeedle& needle : m_scene.needles)
        words << needle.name + QStringLiteral(", ") + needle.facts;
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    update();
}

void BuilderPlot::setChoice(const HaystackChoice& choice)
{
    const bool longer = choice.frames != m_scene.frames;
    m_choice = choice;
    m_scene.frames = choice.frames;
    m_scene.haystack = haystackName(choice.haystack.kind);
    if (longer) {
        m_scene.picture.reset();
        m_scene.cursor = -1;
        fit();
    }
    update();
}

void BuilderPlot::setMixture(std::shared_ptr<const HeldMixture> mixture)
{
    m_mixture = std::move(mixture);
    if (!m_mixture) {
        m_scene.picture.reset();
        update();
        return;
    }
    requestPicture();
}

void BuilderPlot::setHint(const QString& hint)
{
    if (hint == m_scene.hint)
        return;
    m_scene.hint = hint;
    update();
}

void BuilderPlot::setSweep(std::map<std::int64_t, float> sweep, double baseline)
{
    m_scene.sweep = std::move(sweep);
    m_scene.baseline = baseline;
    update();
}

void BuilderPlot::setCursor(double frame)
{
    m_scene.cursor = frame;
    update();
}

void BuilderPlot::requestPicture()
{
    if (!m_mixture || m_mixture->frames() != m_scene.frames)
        return;
    const int columns = std::clamp(qRound(tracks().spectrogram.width() * devicePixelRatioF()), 1, kMostColumns);
    const auto first = static_cast<std::int64_t>(std::floor(m_scene.first));
    const auto last = static_cast<std::int64_t>(std::ceil(m_scene.last));
    m_pictures.request(m_mixture, first, last, static_cast<int>(std::min<std::int64_t>(columns, last - first)));
}

void BuilderPlot::setRange(double first, double last)
{
    const auto frames = static_cast<double>(m_scene.frames);
    const double span = std::clamp(last - first, std::min(kLeastSpan, frames), frames);
    m_scene.first = std::clamp(first, 0.0, frames - span);
    m_scene.last = m_scene.first + span;
    requestPicture();
    update();
}

void BuilderPlot::fit()
{
    setRange(0, static_cast<double>(m_scene.frames));
}

void BuilderPlot::zoomAt(double frame, double factor)
{
    setRange(frame - (frame - m_scene.first) / factor, frame + (m_scene.last - frame) / factor);
}

void BuilderPlot::zoom(double factor)
{
    const double needle = static_cast<double>(m_scene.needleBegin()) + niah::kNeedleFrames / 2.0;
    const bool inView = m_scene.chosen() && needle > m_scene.first && needle < m_scene.last;
    zoomAt(inView ? needle : (m_scene.first + m_scene.last) / 2, factor);
}

double BuilderPlot::positionOf(double begin) const
{
    const auto frames = static_cast<double>(m_scene.frames);
    const double latest = frames - static_cast<double>(niah::kNeedleFrames);
    begin = std::clamp(std::round(begin), 0.0, std::max(0.0, latest));
    // The end is the position 1, as in a specification; half a frame keeps what is rounded down where it belongs.
    return begin >= latest ? 1 : begin <= 0 ? 0 : (begin + 0.5) / frames;
}

std::optional<double> BuilderPlot::positionAt(const QPoint& at) const
{
    const QRect lane = tracks().lane;
    if (!lane.contains(at))
        return std::nullopt;
    return positionOf(m_scene.frameAt(at.x(), lane) - niah::kNeedleFrames / 2.0);
}

void BuilderPlot::movedTo(double begin)
{
    const double position = positionOf(begin);
    if (niah::needleStart(m_scene.frames, position) != niah::needleStart(m_scene.frames, m_choice.position))
        emit positionChanged(position);
}

// One that would come to lie on another changes places with it; moved little by little it would stay behind it.
void BuilderPlot::moveBack(double step)
{
    double begin = static_cast<double>(m_scene.needleBegin()) - step;
    if (m_choice.insertion != niah::Insertion::Overlay)
        for (int i = 0; i < static_cast<int>(m_scene.needles.size()); ++i) {
            const auto other = static_cast<double>(m_scene.needles[static_cast<std::size_t>(i)].begin);
            if (i != m_scene.current && begin >= other && begin < other + niah::kNeedleFrames)
                begin = other - 1;
        }
    movedTo(begin);
}

// The needle that begins before or after the chosen one.
void BuilderPlot::chooseBeside(int step)
{
    std::vector<std::pair<std::int64_t, int>> order;
    for (const SceneNeedle& needle : m_scene.needles)
        order.emplace_back(needle.begin, needle.listed);
    std::sort(order.begin(), order.end());
    if (order.empty())
        return;
    const SceneNeedle* chosen = m_scene.chosen();
    const auto at = std::find_if(order.begin(), order.end(),
                                 [&](const auto& one) { return chosen && one.second == chosen->listed; });
    const auto last = static_cast<std::ptrdiff_t>(order.size()) - 1;
    const auto next = at == order.end() ? 0 : std::clamp<std::ptrdiff_t>(at - order.begin() + step, 0, last);
    emit needleChosen(order[static_cast<std::size_t>(next)].second);
}

void BuilderPlot::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const BuilderLayout layout = tracks();
    const QPointF at = event->position();
    const double frame = m_scene.frameAt(at.x(), layout.lane);
    if (layout.lane.contains(at.toPoint())) {
        const int under = needleUnder(m_scene, at.x(), layout.lane);
        if (under >= 0 && under != m_scene.current)
            emit needleChosen(m_scene.needles[static_cast<std::size_t>(under)].listed);
        if (!m_scene.chosen())
            return;
        const auto begin = static_cast<double>(m_scene.needleBegin());
        m_grip = under >= 0 ? frame - begin : niah::kNeedleFrames / 2.0; // a click beside it brings it there
        m_scene.dragged = true;
        if (under < 0)
            movedTo(frame - m_grip);
        update();
    } else if (layout.waveform.contains(at.toPoint()) || layout.spectrogram.contains(at.toPoint())) {
        setCursor(std::clamp(frame, 0.0, static_cast<double>(m_scene.frames)));
        emit cursorChanged(m_scene.cursor);
    }
}

void BuilderPlot::mouseMoveEvent(QMouseEvent* event)
{
    const BuilderLayout layout = tracks();
    if (m_scene.dragged)
        movedTo(m_scene.frameAt(event->position().x(), layout.lane) - m_grip);
    const bool movable = layout.lane.contains(event->position().toPoint()) && !m_scene.needles.empty();
    QWidget::setCursor(m_scene.dragged ? Qt::ClosedHandCursor : movable ? Qt::OpenHandCursor : Qt::ArrowCursor);
}

void BuilderPlot::mouseReleaseEvent(QMouseEvent* event)
{
    m_scene.dragged = false;
    mouseMoveEvent(event);
    update();
}

void BuilderPlot::wheelEvent(QWheelEvent* event)
{
    const QPoint delta = event->angleDelta();
    const double steps = (delta.y() != 0 ? delta.y() : delta.x()) / 120.0;
    if (event->modifiers() & Qt::ShiftModifier) {
        const double by = -steps * 0.1 * (m_scene.last - m_scene.first);
        setRange(m_scene.first + by, m_scene.last + by);
    } else {
        zoomAt(m_scene.frameAt(event->position().x(), tracks().lane), std::pow(kZoomStep, steps));
    }
    event->accept();
}

void BuilderPlot::keyPressEvent(QKeyEvent* event)
{
    const auto frames = static_cast<double>(m_scene.frames);
    const auto begin = static_cast<double>(m_scene.needleBegin());
    const double step = (event->modifiers() & Qt::ShiftModifier ? 0.1 : 0.01) * frames;
    const bool moves = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right || event->key() == Qt::Key_Home ||
                       event->key() == Qt::Key_End;
    if (moves && !m_scene.chosen())
        return; // there is nothing to move
    switch (event->key()) {
    case Qt::Key_Left:
        moveBack(step);
        break;
    case Qt::Key_Right:
        movedTo(begin + step);
        break;
    case Qt::Key_Home:
        movedTo(0);
        break;
    case Qt::Key_End:
        movedTo(frames);
        break;
    case Qt::Key_Up:
        chooseBeside(-1);
        break;
    case Qt::Key_Down:
        chooseBeside(1);
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoom(kZoomStep);
        break;
    case Qt::Key_Minus:
        zoom(1 / kZoomStep);
        break;
    case Qt::Key_0:
        fit();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

bool BuilderPlot::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QRect lane = tracks().lane;
    const int under = lane.contains(help->pos()) ? needleUnder(m_scene, help->pos().x(), lane) : -1;
    if (under >= 0)
        QToolTip::showText(help->globalPos(), m_scene.needles[static_cast<std::size_t>(under)].words, this);
    else
        QToolTip::hideText();
    return true;
}

void BuilderPlot::focusInEvent(QFocusEvent* event)
{
    m_scene.focused = event->reason() != Qt::MouseFocusReason;
    update();
}

void BuilderPlot::focusOutEvent(QFocusEvent*)
{
    m_scene.focused = false;
    update();
}

void BuilderPlot::resizeEvent(QResizeEvent*)
{
    requestPicture();
}

void BuilderPlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintBuilder(painter, tracks(), m_scene, rect());
}

} // namespace dass
