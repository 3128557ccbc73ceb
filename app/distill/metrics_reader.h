#pragma once

#include "app/distill/step_table.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace dass {

// Scores on the evaluation clips after an epoch, or of the finished model. NaN: not told.
struct EpochRow
{
    std::int64_t epoch = 0;
    double meanAveragePrecision = 0;
    double rocAuc = 0;
    double dPrime = 0;
    double runningMean = 0; // mAP of the mean of all epochs' predictions
    double loss = 0;
};

struct RunMetrics
{
    StepTable steps;
    std::vector<EpochRow> epochs; // ascending
    std::optional<EpochRow> final;
    std::int64_t unreadable = 0; // lines
};

// Follows a run's metrics.jsonl: reads what was added since the last time. The file is not trusted: lines that are no
// JSON objects of a known kind are counted and skipped, a last line without its end is read once it has one, and what
// is no plain file holds nothing. One thread.
class MetricsReader
{
public:
    explicit MetricsReader(std::filesystem::path file);
    ~MetricsReader();

    // True where something was added or the file is another one now. A stop ends it early; the next call goes on.
    bool update(const std::stop_token& stop = {});
    RunMetrics metrics();

    static constexpr std::size_t kLongestLine = std::size_t{1} << 16; // bytes; longer ones are skipped

private:
    struct Parser;

    void startAnew();
    void readBlock(std::size_t bytes, const std::stop_token& stop);
    void readLine(char* line, std::size_t length, std::size_t capacity);
    void goBackTo(std::int64_t step, std::int64_t epoch);
    void addEpoch(const EpochRow& row);

    std::filesystem::path m_file;
    std::unique_ptr<Parser> m_parser;
    std::vector<char> m_buffer;
    std::size_t m_carried = 0; // bytes of an unfinished line at the buffer's start
    std::int64_t m_offset = 0; // of what has been read
    std::uint64_t m_inode = 0;
    bool m_skipping = false; // in a line that is too long
    StepTableBuilder m_steps;
    std::vector<EpochRow> m_epochs;
    std::optional<EpochRow> m_final;
    std::int64_t m_unreadable = 0;
};

} // namespace dass
