#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

namespace dass {

// What a training step tells of itself.
enum class StepValue { Loss, LabelLoss, KdLoss, LearningRate, Speed, Waiting };
inline constexpr std::size_t kStepValues = 6;

struct StepRow
{
    std::int64_t step = 0;
    std::int64_t epoch = 0;
    std::array<float, kStepValues> values{}; // by StepValue; NaN: not told
};

struct ValueRange
{
    float lowest = std::numeric_limits<float>::infinity();
    float highest = -std::numeric_limits<float>::infinity();

    bool isEmpty() const { return lowest > highest; }
    void add(const ValueRange& other);
};

struct StepChunk;

// The training steps of a run, by ascending step. A value whose copies share what they hold, so that it is handed from
// thread to thread whole; range() and mean() take some hundred operations however many rows are meant.
class StepTable
{
public:
    std::int64_t rows() const { return m_rows; }
    bool empty() const { return m_rows == 0; }
    std::int64_t step(std::int64_t row) const;
    std::int64_t epoch(std::int64_t row) const;
    float value(StepValue value, std::int64_t row) const;
    std::int64_t firstFrom(std::int64_t step) const; // the first row of that step or a later one; rows() if none

    // Of rows [first, last), without those that have no value.
    ValueRange range(StepValue value, std::int64_t first, std::int64_t last) const;
    double mean(StepValue value, std::int64_t first, std::int64_t last) const; // NaN if none has one

    static constexpr std::int64_t kChunkRows = 4096;

private:
    friend class StepTableBuilder;
    friend struct StepChunk;

    struct Sum
    {
        double sum = 0;
        std::int64_t count = 0;
    };
    Sum before(std::size_t value, std::int64_t row) const;
    const StepChunk& chunkOf(std::int64_t row) const;

    std::vector<std::shared_ptr<const StepChunk>> m_chunks; // all but the last are full
    std::int64_t m_rows = 0;
};

// Makes a StepTable row by row. One thread.
class StepTableBuilder
{
public:
    explicit StepTableBuilder(std::int64_t mostRows = kMostRows);

    // Of more rows than are kept, every second, then every fourth and so on is left out. A row of a step that is there
    // already replaces that one and all after it: the run went back.
    void append(const StepRow& row);
    void keepThrough(std::int64_t step); // what comes after it goes
    void clear();
    const StepTable& table(); // as it stands

    static constexpr std::int64_t kMostRows = 4'000'000;

private:
    void add(const StepRow& row);
    void keepRows(std::int64_t rows);
    void thin();
    void close();

    StepTable m_table; // with the open chunk only once table() was asked for
    std::shared_ptr<StepChunk> m_open;
    std::int64_t m_mostRows;
    std::int64_t m_lastStep = -1;
    std::int64_t m_stride = 1; // one row of so many is kept
    std::int64_t m_sinceKept = 0;
    bool m_stale = false; // m_table lacks rows of m_open
};

} // namespace dass
