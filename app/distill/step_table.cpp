#include "app/distill/step_table.h"

#include <algorithm>
#include <cmath>

namespace dass {

namespace {

constexpr std::int64_t kBlockRows = 64;
constexpr float kNone = std::numeric_limits<float>::quiet_NaN();

} // namespace

// Rows by column, and over each block of rows what a picture needs of it.
struct StepChunk
{
    std::vector<std::int64_t> steps;
    std::vector<std::int64_t> epochs;
    std::array<std::vector<float>, kStepValues> values;
    std::array<std::vector<ValueRange>, kStepValues> blocks;
    std::array<std::vector<StepTable::Sum>, kStepValues> sums; // before each block, since the table's first row
    std::array<ValueRange, kStepValues> whole;
    std::array<StepTable::Sum, kStepValues> end; // since the table's first row

    std::int64_t rows() const { return static_cast<std::int64_t>(steps.size()); }

    void add(const StepRow& row)
    {
        const bool newBlock = rows() % kBlockRows == 0;
        steps.push_back(row.step);
        epochs.push_back(row.epoch);
        for (std::size_t v = 0; v < kStepValues; ++v) {
            const float value = std::isfinite(row.values[v]) ? row.values[v] : kNone;
            values[v].push_back(value);
            if (newBlock) {
                blocks[v].emplace_back();
                sums[v].push_back(end[v]);
            }
            if (std::isnan(value))
                continue;
            blocks[v].back().add({value, value});
            whole[v].add({value, value});
            end[v].sum += static_cast<double>(value);
            ++end[v].count;
        }
    }
};

void ValueRange::add(const ValueRange& other)
{
    lowest = std::min(lowest, other.lowest);
    highest = std::max(highest, other.highest);
}

const StepChunk& StepTable::chunkOf(std::int64_t row) const
{
    return *m_chunks[static_cast<std::size_t>(row / kChunkRows)];
}

std::int64_t StepTable::step(std::int64_t row) const
{
    return chunkOf(row).steps[static_cast<std::size_t>(row % kChunkRows)];
}

std::int64_t StepTable::epoch(std::int64_t row) const
{
    return chunkOf(row).epochs[static_cast<std::size_t>(row % kChunkRows)];
}

float StepTable::value(StepValue value, std::int64_t row) const
{
    return chunkOf(row).values[static_cast<std::size_t>(value)][static_cast<std::size_t>(row % kChunkRows)];
}

std::int64_t StepTable::firstFrom(std::int64_t step) const
{
    const auto chunk = std::ranges::partition_point(
        m_chunks, [step](const auto& candidate) { return candidate->steps.back() < step; });
    if (chunk == m_chunks.end())
        return m_rows;
    const std::vector<std::int64_t>& steps = (*chunk)->steps;
    return (chunk - m_chunks.begin()) * kChunkRows + (std::ranges::lower_bound(steps, step) - steps.begin());
}

ValueRange StepTable::range(StepValue value, std::int64_t first, std::int64_t last) const
{
    const auto v = static_cast<std::size_t>(value);
    ValueRange range;
    for (std::int64_t row = std::max<std::int64_t>(first, 0); row < std::min(last, m_rows);) {
        const StepChunk& chunk = chunkOf(row);
        const std::int64_t inChunk = row % kChunkRows;
        const std::int64_t left = std::min(last, m_rows) - row;
        if (inChunk == 0 && left >= chunk.rows()) {
            range.add(chunk.whole[v]);
            row += chunk.rows();
        } else if (inChunk % kBlockRows == 0 && left >= std::min(kBlockRows, chunk.rows() - inChunk)) {
            range.add(chunk.blocks[v][static_cast<std::size_t>(inChunk / kBlockRows)]);
            row += std::min(kBlockRows, chunk.rows() - inChunk);
        } else {
            const float found = chunk.values[v][static_cast<std::size_t>(inChunk)];
            if (!std::isnan(found))
                range.add({found, found});
            ++row;
        }
    }
    return range;
}

StepTable::Sum StepTable::before(std::size_t value, std::int64_t row) const
{
    if (row <= 0 || m_chunks.empty())
        return {};
    if (row >= m_rows)
        return m_chunks.back()->end[value];
    const StepChunk& chunk = chunkOf(row);
    const std::int64_t inChunk = row % kChunkRows;
    Sum sum = chunk.sums[value][static_cast<std::size_t>(inChunk / kBlockRows)];
    for (std::int64_t i = inChunk - inChunk % kBlockRows; i < inChunk; ++i) {
        const float found = chunk.values[value][static_cast<std::size_t>(i)];
        if (std::isnan(found))
            continue;
        sum.sum += static_cast<double>(found);
        ++sum.count;
    }
    return sum;
}

double StepTable::mean(StepValue value, std::int64_t first, std::int64_t last) const
{
    const Sum end = before(static_cast<std::size_t>(value), last);
    const Sum start = before(static_cast<std::size_t>(value), first);
    if (end.count <= start.count)
        return std::numeric_limits<double>::quiet_NaN();
    return (end.sum - start.sum) / static_cast<double>(end.count - start.count);
}

StepTableBuilder::StepTableBuilder(std::int64_t mostRows) : m_mostRows(mostRows)
{
    clear();
}

void StepTableBuilder::clear()
{
    m_table = {};
    m_open = std::make_shared<StepChunk>();
    m_lastStep = -1;
    m_stride = 1;
    m_sinceKept = 0;
    m_stale = false;
}

void StepTableBuilder::append(const StepRow& row)
{
    if (row.step < 0)
        return;
    if (row.step <= m_lastStep)
        keepThrough(row.step - 1);
    m_lastStep = row.step;
    if (m_sinceKept++ % m_stride != 0)
        return;
    add(row);
    if (m_table.m_rows > m_mostRows)
        thin();
}

void StepTableBuilder::add(const StepRow& row)
{
    m_open->add(row);
    ++m_table.m_rows;
    m_stale = true;
    if (m_open->rows() == StepTable::kChunkRows)
        close();
}

void StepTableBuilder::close()
{
    const auto full = static_cast<std::size_t>((m_table.m_rows - 1) / StepTable::kChunkRows);
    m_table.m_chunks.resize(full); // without an earlier state of this chunk
    m_table.m_chunks.push_back(m_open);
    auto next = std::make_shared<StepChunk>();
    next->end = m_open->end;
    m_open = std::move(next);
    m_stale = false;
}

void StepTableBuilder::keepThrough(std::int64_t step)
{
    m_lastStep = std::min(m_lastStep, step);
    keepRows(table().firstFrom(step + 1));
}

void StepTableBuilder::keepRows(std::int64_t rows)
{
    if (rows >= m_table.m_rows)
        return;
    const StepTable before = m_table;
    const std::int64_t whole = rows - rows % StepTable::kChunkRows;
    m_table.m_chunks.resize(static_cast<std::size_t>(whole / StepTable::kChunkRows));
    m_table.m_rows = whole;
    m_open = std::make_shared<StepChunk>();
    if (!m_table.m_chunks.empty())
        m_open->end = m_table.m_chunks.back()->end;
    m_stale = false;
    for (std::int64_t row = whole; row < rows; ++row) {
        StepRow kept{before.step(row), before.epoch(row), {}};
        for (std::size_t v = 0; v < kStepValues; ++v)
            kept.values[v] = before.value(static_cast<StepValue>(v), row);
        add(kept);
    }
}

void StepTableBuilder::thin()
{
    const StepTable before = table();
    const std::int64_t lastStep = m_lastStep;
    const std::int64_t stride = m_stride * 2;
    clear();
    for (std::int64_t row = 0; row < before.rows(); row += 2) {
        StepRow kept{before.step(row), before.epoch(row), {}};
        for (std::size_t v = 0; v < kStepValues; ++v)
            kept.values[v] = before.value(static_cast<StepValue>(v), row);
        add(kept);
    }
    m_lastStep = lastStep;
    m_stride = stride;
}

const StepTable& StepTableBuilder::table()
{
    if (m_stale) {
        m_table.m_chunks.resize(static_cast<std::size_t>((m_table.m_rows - 1) / StepTable::kChunkRows));
        m_table.m_chunks.push_back(std::make_shared<StepChunk>(*m_open));
        m_stale = false;
    }
    return m_table;
}

} // namespace dass
