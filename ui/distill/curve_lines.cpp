#include "ui/distill/curve_lines.h"

#include "core/distill/schedule.h"
#include "ui/style/theme.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace dass {

namespace {

constexpr double kMostSteps = 1e9; // of an epoch; what is said of a run is not trusted

QString curveText(const char* text)
{
    return QCoreApplication::translate("dass::CurveTrack", text);
}

std::optional<StepValue> stepValueOf(CurveTrack track)
{
    switch (track) {
    case CurveTrack::Loss:
        return StepValue::Loss;
    case CurveTrack::LearningRate:
        return StepValue::LearningRate;
    case CurveTrack::Speed:
        return StepValue::Speed;
    case CurveTrack::Waiting:
        return StepValue::Waiting;
    default:
        return std::nullopt;
    }
}

double EpochRow::*epochValueOf(CurveTrack track)
{
    switch (track) {
    case CurveTrack::RocAuc:
        return &EpochRow::rocAuc;
    case CurveTrack::DPrime:
        return &EpochRow::dPrime;
    default:
        return &EpochRow::meanAveragePrecision;
    }
}

bool isShare(CurveTrack track)
{
    return track == CurveTrack::MeanPrecision || track == CurveTrack::Waiting;
}

QColor colourOf(CurveTrack track)
{
    const Tokens& t = tokens();
    switch (track) {
    case CurveTrack::LearningRate:
        return t.tags[3];
    case CurveTrack::Speed:
        return t.tags[2];
    case CurveTrack::Waiting:
        return t.tags[5];
    default:
        return t.tags[6];
    }
}

std::vector<CurveLine> partsOf(CurveTrack track, const CurveRun& run)
{
    const Tokens& t = tokens();
    if (track == CurveTrack::Loss)
        return {{&run, curveText(QT_TRANSLATE_NOOP("dass::CurveTrack", "teacher")), t.tags[0], StepValue::KdLoss},
                {&run, curveText(QT_TRANSLATE_NOOP("dass::CurveTrack", "labels")), t.tags[1], StepValue::LabelLoss},
                {&run, curveText(QT_TRANSLATE_NOOP("dass::CurveTrack", "training")), t.text, StepValue::Loss}};
    if (track == CurveTrack::MeanPrecision)
        return {{&run, curveText(QT_TRANSLATE_NOOP("dass::CurveTrack", "mean of epochs")), t.tags[4], std::nullopt,
                 &EpochRow::runningMean, 100},
                {&run, curveText(QT_TRANSLATE_NOOP("dass::CurveTrack", "each epoch")), t.tags[6], std::nullopt,
                 &EpochRow::meanAveragePrecision, 100}};
    return {};
}

std::vector<CurvePoint> epochPoints(const CurveLine& line, double first, double last)
{
    std::vector<CurvePoint> points;
    for (const EpochRow& row : line.run->metrics.epochs) {
        const double value = row.*line.epochs * line.scale;
        const auto at = static_cast<double>(row.epoch);
        if (std::isfinite(value) && at >= first - 1 && at <= last + 1)
            points.push_back({at, value, value, value});
    }
    return points;
}

} // namespace

std::vector<CurveLine> linesOf(CurveTrack track, const std::vector<CurveRun>& runs)
{
    std::vector<CurveLine> lines;
    if (runs.size() == 1)
        lines = partsOf(track, runs.front());
    if (!lines.empty())
        return lines;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        CurveLine line;
        line.run = &runs[i];
        line.name = runs.size() == 1 ? QString() : runs[i].name;
        line.colour = runs.size() == 1 ? colourOf(track) : tokens().tag(static_cast<int>(i));
        line.steps = stepValueOf(track);
        if (!line.steps)
            line.epochs = epochValueOf(track);
        line.scale = isShare(track) ? 100 : 1;
        lines.push_back(line);
    }
    return lines;
}

QString trackName(CurveTrack track)
{
    switch (track) {
    case CurveTrack::Loss:
        return curveText(QT_TRANSLATE_NOOP("dass::CurveTrack", "Loss"));
    case CurveTrack::LearningRate:
        return curveText(QT_TRANSLATE_NOOP("dass::CurveTrack", "Learning"));
    case CurveTrack::MeanPrecision:
        return curveText(QT_TRANSLATE_NOOP("dass::CurveTrack", "Evaluation"));
    case CurveTrack::RocAuc:
        return curveText(QT_TRANSLATE_NOOP("dass::CurveTrack", "Mean AUC"));
    case CurveTrack::DPrime:
        return curveText(QT_TRANSLATE_NOOP("dass::CurveTrack", "d′"));
    case CurveTrack::Speed:
        return curveText(QT_TRANSLATE_NOOP("dass::CurveTrack", "Speed"));
    case CurveTrack::Waiting:
        return curveText(QT_TRANSLATE_NOOP("dass::CurveTrack", "Waiting"));
    }
    return {};
}

QString trackUnit(CurveTrack track)
{
    switch (track) {
    case CurveTrack::Loss:
        return curveText(QT_TRANSLATE_NOOP("dass::CurveTrack", "logarithmic"));
    case CurveTrack::LearningRate:
        return curveText(QT_TRANSLATE_NOOP("dass::CurveTrack", "rate"));
    case CurveTrack::MeanPrecision:
        return curveText(QT_TRANSLATE_NOOP("dass::CurveTrack", "mAP, %"));
    case CurveTrack::Speed:
        return curveText(QT_TRANSLATE_NOOP("dass::CurveTrack", "clips/s"));
    case CurveTrack::Waiting:
        return curveText(QT_TRANSLATE_NOOP("dass::CurveTrack", "for clips, %"));
    default:
        return {};
    }
}

const char* trackId(CurveTrack track)
{
    static constexpr const char* kIds[] = {"loss", "lr", "map", "auc", "d_prime", "speed", "waiting"};
    return kIds[static_cast<std::size_t>(track)];
}

std::vector<CurvePoint> pointsOf(const CurveLine& line, double first, double last, int columns, std::int64_t smoothing)
{
    if (!line.steps)
        return epochPoints(line, first, last);
    const StepTable& table = line.run->metrics.steps;
    const StepValue value = *line.steps;
    const double perEpoch = line.run->stepsPerEpoch;
    const auto rowAt = [&](double epoch) {
        return table.firstFrom(static_cast<std::int64_t>(std::clamp(std::ceil(epoch * perEpoch), 0.0, 9e15)));
    };
    if (!table.empty()) // a run that has just begun would be a level line
        smoothing = std::min(smoothing, table.step(table.rows() - 1) / 8);
    std::vector<CurvePoint> points;
    const auto add = [&](double epoch, std::int64_t from, std::int64_t to) {
        const ValueRange range = table.range(value, from, to);
        if (range.isEmpty())
            return;
        double mean = table.mean(value, from, to);
        if (smoothing > 0) {
            const auto middle = (table.step(from) + table.step(to - 1)) / 2;
            mean =
                table.mean(value, table.firstFrom(middle - smoothing / 2), table.firstFrom(middle + smoothing / 2 + 1));
            if (!std::isfinite(mean))
                mean = table.mean(value, from, to);
        }
        points.push_back({epoch, static_cast<double>(range.lowest) * line.scale,
                          static_cast<double>(range.highest) * line.scale, mean * line.scale});
    };
    // One row beyond each edge, so that the line leaves the view as it goes on.
    const std::int64_t begin = std::max<std::int64_t>(rowAt(first) - 1, 0);
    const std::int64_t end = std::min(rowAt(last) + 1, table.rows());
    if (end - begin <= columns) {
        for (std::int64_t row = begin; row < end; ++row)
            add(static_cast<double>(table.step(row)) / perEpoch, row, row + 1);
        return points;
    }
    std::int64_t from = begin;
    for (int column = 0; column < columns && from < end; ++column) {
        const double edge = first + (last - first) * (column + 1) / columns;
        const std::int64_t to = column + 1 == columns ? end : std::min(rowAt(edge), end);
        if (to > from)
            add(first + (last - first) * (column + 0.5) / columns, from, to);
        from = std::max(from, to);
    }
    return points;
}

std::vector<CurvePoint> plannedRate(const CurveRun& run, double first, double last, int columns)
{
    std::vector<CurvePoint> points;
    if (!run.ratePlan || columns < 1)
        return points;
    const std::int64_t perEpoch = std::llround(std::clamp(run.stepsPerEpoch, 1.0, kMostSteps));
    const StepTable& told = run.metrics.steps;
    const auto stepAt = [&](double epoch) {
        return static_cast<std::int64_t>(std::clamp(epoch * static_cast<double>(perEpoch), 0.0, 9e15));
    };
    const std::int64_t done = told.empty() ? 0 : told.step(told.rows() - 1);
    const std::int64_t begin = std::max(done, stepAt(first));
    const std::int64_t end = std::min(run.ratePlan->schedule.epochs * perEpoch, stepAt(last) + 1);
    if (begin >= end)
        return points;
    const std::int64_t count = std::min<std::int64_t>(end - begin, columns);
    for (std::int64_t i = 0; i <= count; ++i) {
        const double share = static_cast<double>(i) / static_cast<double>(count);
        // Finished, so that its rate is of the one before.
        const std::int64_t step = begin + std::llround(static_cast<double>(end - begin) * share);
        const double rate = distill::learningRate(run.ratePlan->optimizer, run.ratePlan->schedule,
                                                  std::max<std::int64_t>(step - 1, 0), perEpoch);
        points.push_back({static_cast<double>(step) / static_cast<double>(perEpoch), rate, rate, rate});
    }
    return points;
}

} // namespace dass
