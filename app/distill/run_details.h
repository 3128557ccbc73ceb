#pragma once

#include "app/distill/metrics_reader.h"
#include "core/distill/spec.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace dass {

// How well one class is told apart, on the evaluation clips. NaN: not known.
struct ClassScore
{
    QString name;
    std::int64_t positives = 0; // clips that have it
    double precision = 0;       // average precision
    double firstPrecision = 0;  // after the first evaluation of the run
    double teacherPrecision = 0;
};

// Clips of one class that the model takes for another.
struct Confusion
{
    QString label;
    QString said;
    std::int64_t clips = 0;
};

// What determines the learning rate of every step.
struct RatePlan
{
    distill::OptimizerSpec optimizer;
    distill::ScheduleSpec schedule;
};

// The choices of a specification that people compare runs by, as they are written there.
struct Recipe
{
    bool isAst = false;
    QString student; // "nano", "dims 8, 16; depths 1, 1"
    QString init;
    QString checkpoint;
    QStringList teachers; // kind and file
    QString train;
    QString eval;
    QString labels;
    QString kd;
    double kdWeight = 0;
    double temperature = 1;
    double learningRate = 0;
    std::optional<RatePlan> ratePlan; // none where the specification leaves it open
    std::int64_t batch = 0;
    double mixup = 0;
    std::int64_t weightAverageFirst = 0; // 0: none
    std::int64_t weightAverageLast = 0;
    QString precision;
    QString device;
    bool isKnown = false;
};

struct LogLine
{
    QString time; // as it is written there
    QString words;
};

// All of a run folder that the monitor shows. A value.
struct RunDetails
{
    RunMetrics metrics;
    Recipe recipe;
    std::vector<LogLine> log; // the last ones
    bool logIsCut = false;
    std::vector<ClassScore> classes;   // the first ones
    std::vector<Confusion> confusions; // most first
    // Others whenever what they are of was read anew, and of no two folders the same; 0: not read.
    std::uint64_t logRevision = 0;
    std::uint64_t tablesRevision = 0; // classes and confusions
};

// Follows one run folder. Files that are damaged, too large or no plain files count as not there. One thread.
class RunDetailsReader
{
public:
    explicit RunDetailsReader(std::filesystem::path folder);

    // What is there now; null where it is as it was the last time.
    std::shared_ptr<const RunDetails> update(const std::stop_token& stop);

private:
    struct Stamp
    {
        std::filesystem::file_time_type time{};
        std::uintmax_t size = 0;
        bool operator==(const Stamp&) const = default;
    };
    bool isNew(const char* name);
    void readRecipe();
    void readLog();
    void readClasses();
    void readConfusions();

    std::filesystem::path m_folder;
    MetricsReader m_metrics;
    QHash<QString, Stamp> m_stamps;
    RunDetails m_details;
    bool m_told = false;
};

} // namespace dass
