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
        for (auto& [classIndex, column] : m_columns) {
            column = {{}, std::move(column.below), {}, {}};
        }
    }
    m_probabilities = std::move(probabilities);
    m_timing = timing;
    m_frames = frames;
    m_finished = finished;
}

void ProbabilitySeries::setClasses(const std::vector<std::int64_t>& classes)
{
    std::erase_if(m_columns,
                  [&](const auto& entry) { return std::ranges::find(classes, entry.first) == classes.end(); });
    for (const std::int64_t classIndex : classes) {
        if (const auto [entry, fresh] = m_columns.try_emplace(classIndex); fresh) {
            entry->second.below = classesBelow(classIndex);
        }
    }
}

void ProbabilitySeries::setShaping(const EventShaping& shaping)
{
    if (shaping == m_shaping) {
        return;
    }
    m_shaping = shaping;
    for (auto& [classIndex, column] : m_columns) {
        if (std::vector<std::size_t> below = classesBelow(classIndex); below != column.below) {
            column = {{}, std::move(below), {}, {}};
        }
        column.shaped.reset();
    }
}

std::vector<std::size_t> ProbabilitySeries::classesBelow(std::int64_t classIndex) const
{
    std::vector<std::size_t> below;
    for (const ClassBelow& pair : m_shaping.rollUp) {
        if (pair.above == classIndex) {
            below.push_back(static_cast<std::size_t>(pair.below));
        }
    }
    return below;
}

bool ProbabilitySeries::gather(int milliseconds)
{
    const std::int64_t available = rows();
    QElapsedTimer clock;
    clock.start();
    while (shapeSlice() || readSlice(available)) {
        if (clock.elapsed() >= milliseconds) {
            return false;
        }
    }
    return true;
}

// Some rows that no column or not every column has yet; false when there are none.
bool ProbabilitySeries::readSlice(std::int64_t available)
{
    constexpr std::int64_t kSlice = 256; // rows between looks at the clock
    // The column that is furthest behind decides; all that stand there go on together, a row being one stretch of
    // memory.
    std::int64_t first = available;
    for (const auto& [classIndex, column] : m_columns) {
        first = std::min(first, column.stored.size());
    }
    if (first == available) {
        return false;
    }
    std::vector<std::pair<std::size_t, Column*>> behind;
    std::int64_t last = std::min(first + kSlice, available);
    for (auto& [classIndex, column] : m_columns) {
        if (column.stored.size() == first) {
            behind.emplace_back(static_cast<std::size_t>(classIndex), &column);
        } else {
            last = std::min(last, column.stored.size());
        }
    }
    for (std::int64_t row = first; row < last; ++row) {
        const std::span<const float> values = m_probabilities->row(row);
        // Between two recordings the classes may be another model's already.
        const auto at = [&](std::size_t c) { return c < values.size() ? values[c] : 0.0F; };
        for (const auto& [classIndex, column] : behind) {
            column->stored.append(at(classIndex));
            if (column->below.empty()) {
                continue;
            }
            float largest = at(classIndex);
            largest = largest == largest ? largest : 0.0F;
            for (const std::size_t below : column->below) {
                largest = at(below) > largest ? at(below) : largest;
            }
            column->rolled.push_back(largest);
        }
    }
    return true;
}

// Of what was read; false when all of it is shaped.
bool ProbabilitySeries::shapeSlice()
{
    for (auto& [classIndex, column] : m_columns) {
        if (isShaped(column) && column.shaped.isBehind(column.stored.size())) {
            column.shaped.extend(column.below.empty() ? column.stored.values() : std::span<const float>(column.rolled),
                                 m_shaping);
            return true;
        }
    }
    return false;
}

const PeakSeries* ProbabilitySeries::series(std::int64_t classIndex) const
{
    const auto found = m_columns.find(classIndex);
    return found == m_columns.end() ? nullptr : &found->second.stored;
}

const PeakSeries* ProbabilitySeries::curve(std::int64_t classIndex) const
{
    const auto found = m_columns.find(classIndex);
    if (found == m_columns.end()) {
        return nullptr;
    }
    return isShaped(found->second) ? &found->second.shaped.peaks() : &found->second.stored;
}

bool ProbabilitySeries::isShaped(std::int64_t classIndex) const
{
    const auto found = m_columns.find(classIndex);
    return found != m_columns.end() && isShaped(found->second);
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

float ProbabilitySeries::curveProbability(std::int64_t row, std::int64_t classIndex) const
{
    const PeakSeries* const gathered = isShaped(classIndex) ? curve(classIndex) : nullptr;
    return gathered != nullptr && row < gathered->size() ? gathered->at(row) : probability(row, classIndex);
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
