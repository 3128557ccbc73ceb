#include "ui/plots/probability_series.h"

#include "core/features/fbank.h"
#include "core/inference/probability_matrix.h"

#include <QElapsedTimer>

#include <algorithm>

namespace dass {

void ProbabilitySeries::setResult(std::shared_ptr<const ProbabilityMatrix> probabilities, const RowTiming& timing,
                                  std::int64_t frames, bool finished)
{
    if (probabilities != m_probabilities) {
        for (auto& [classIndex, series] : m_series) {
            series = PeakSeries();
        }
    }
    m_probabilities = std::move(probabilities);
    m_timing = timing;
    m_frames = frames;
    m_finished = finished;
}

void ProbabilitySeries::setClasses(const std::vector<std::int64_t>& classes)
{
    std::erase_if(m_series,
                  [&](const auto& entry) { return std::ranges::find(classes, entry.first) == classes.end(); });
    for (const std::int64_t classIndex : classes) {
        m_series.try_emplace(classIndex);
    }
}

bool ProbabilitySeries::gather(int milliseconds)
{
    constexpr std::int64_t kSlice = 256; // rows between looks at the clock
    const std::int64_t available = rows();
    QElapsedTimer clock;
    clock.start();
    for (;;) {
        // The series that is furthest behind decides; all that stand there go on together, a row being one stretch of
        // memory.
        std::int64_t first = available;
        for (const auto& [classIndex, series] : m_series) {
            first = std::min(first, series.size());
        }
        if (first == available) {
            return true;
        }
        std::vector<std::pair<std::size_t, PeakSeries*>> behind;
        std::int64_t last = std::min(first + kSlice, available);
        for (auto& [classIndex, series] : m_series) {
            if (series.size() == first) {
                behind.emplace_back(static_cast<std::size_t>(classIndex), &series);
            } else {
                last = std::min(last, series.size());
            }
        }
        for (std::int64_t row = first; row < last; ++row) {
            const std::span<const float> values = m_probabilities->row(row);
            for (const auto& [classIndex, series] : behind) {
                series->append(values[classIndex]);
            }
        }
        if (clock.elapsed() >= milliseconds) {
            return false;
        }
    }
}

const PeakSeries* ProbabilitySeries::series(std::int64_t classIndex) const
{
    const auto found = m_series.find(classIndex);
    return found == m_series.end() ? nullptr : &found->second;
}

std::int64_t ProbabilitySeries::rows() const
{
    return m_probabilities ? m_probabilities->rows() : 0;
}

std::int64_t ProbabilitySeries::taggedEnd() const
{
    const std::int64_t count = rows();
    return count == 0 ? 0 : m_timing.cellEnd(count - 1, count, m_finished, m_frames) * fbank::kFrameShift;
}

std::optional<std::int64_t> ProbabilitySeries::rowAt(std::int64_t sample) const
{
    const std::int64_t count = rows();
    if (sample < 0 || sample >= taggedEnd()) {
        return std::nullopt;
    }
    return m_timing.rowAt(sample / fbank::kFrameShift, count);
}

double ProbabilitySeries::cellSamples() const
{
    return static_cast<double>(m_timing.hop() * fbank::kFrameShift);
}

double ProbabilitySeries::cellStartSample(std::int64_t row) const
{
    return static_cast<double>(m_timing.cellStart(row) * fbank::kFrameShift);
}

double ProbabilitySeries::cellEndSample(std::int64_t row) const
{
    return static_cast<double>(m_timing.cellEnd(row, rows(), m_finished, m_frames) * fbank::kFrameShift);
}

float ProbabilitySeries::probability(std::int64_t row, std::int64_t classIndex) const
{
    return m_probabilities->row(row)[static_cast<std::size_t>(classIndex)];
}

void ProbabilitySeries::reduce(const PeakSeries& series, const PixelGrid& grid, std::vector<float>& columns) const
{
    columns.assign(static_cast<std::size_t>(grid.columns), -1.0F);
    // While gathering is behind, only up to what has been gathered.
    const std::int64_t end =
        series.size() < rows() ? m_timing.cellStart(series.size()) * fbank::kFrameShift : taggedEnd();
    for (int i = 0; i < grid.columns; ++i) {
        const std::int64_t first = std::max<std::int64_t>(grid.firstSample(grid.firstColumn + i), 0);
        if (first >= end) {
            break;
        }
        // A column narrower than a sample takes the sample that it lies in.
        const std::int64_t last = std::clamp(grid.lastSample(grid.firstColumn + i), first + 1, end);
        const std::int64_t firstRow = m_timing.rowAt(first / fbank::kFrameShift, series.size());
        const std::int64_t lastRow = m_timing.rowAt((last - 1) / fbank::kFrameShift, series.size());
        columns[static_cast<std::size_t>(i)] = series.peak(firstRow, lastRow + 1);
    }
}

} // namespace dass
