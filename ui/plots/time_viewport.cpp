#include "ui/plots/time_viewport.h"

#include <algorithm>

namespace dass {

TimeViewport::TimeViewport(QObject* parent) : QObject(parent) {}

bool TimeViewport::showsEverything() const
{
    return m_start <= 0 && end() >= static_cast<double>(m_length);
}

void TimeViewport::setLength(std::int64_t samples)
{
    const std::int64_t length = std::max<std::int64_t>(samples, 0);
    if (showsEverything()) {
        apply(0, static_cast<double>(length), length);
    } else {
        apply(m_start, m_span, length);
    }
}

void TimeViewport::setRange(double start, double end)
{
    apply(start, end - start, m_length);
}

void TimeViewport::zoomAt(double sample, double factor)
{
    if (!(factor > 0)) {
        return;
    }
    const double longest = std::max(static_cast<double>(m_length), kSmallestSpan);
    const double span = std::clamp(m_span / factor, kSmallestSpan, longest);
    const double place = (sample - m_start) / m_span; // 0 at the left edge, 1 at the right one
    apply(sample - place * span, span, m_length);
}

void TimeViewport::pan(double samples)
{
    apply(m_start + samples, m_span, m_length);
}

void TimeViewport::panToStart()
{
    apply(0, m_span, m_length);
}

void TimeViewport::panToEnd()
{
    apply(static_cast<double>(m_length) - m_span, m_span, m_length);
}

void TimeViewport::fit()
{
    apply(0, static_cast<double>(m_length), m_length);
}

void TimeViewport::ensureVisible(double sample)
{
    if (sample >= m_start && sample < end()) {
        return;
    }
    const bool ranOut = sample >= end() && sample < end() + m_span;
    apply(ranOut ? sample : sample - m_span / 2, m_span, m_length);
}

void TimeViewport::ensureVisible(double start, double end)
{
    if (start >= m_start && end <= this->end()) {
        return;
    }
    constexpr double kRoom = 0.25; // of the shown span, on either side together
    const double span = std::max(m_span, (end - start) / (1 - kRoom));
    apply((start + end - span) / 2, span, m_length);
}

void TimeViewport::apply(double start, double span, std::int64_t length)
{
    const double longest = std::max(static_cast<double>(length), kSmallestSpan);
    const double newSpan = std::clamp(span, kSmallestSpan, longest);
    const double newStart = std::clamp(start, 0.0, longest - newSpan);
    if (newStart == m_start && newSpan == m_span && length == m_length) {
        return;
    }
    m_start = newStart;
    m_span = newSpan;
    m_length = length;
    Q_EMIT changed();
}

} // namespace dass
