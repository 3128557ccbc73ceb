#include "core/distill/schedule.h"

#include <cmath>
#include <numbers>

namespace dass::distill {

namespace {

double warmupFactor(const OptimizerSpec& optimizer, std::int64_t step)
{
    if (step >= optimizer.warmupSteps)
        return 1;
    const std::int64_t applied = step - step % optimizer.warmupEvery;
    return static_cast<double>(applied) / static_cast<double>(optimizer.warmupSteps);
}

double scheduleFactor(const ScheduleSpec& schedule, std::int64_t step, std::int64_t stepsPerEpoch)
{
    if (schedule.kind == ScheduleKind::Cosine) {
        const double done = static_cast<double>(step) / static_cast<double>(schedule.epochs * stepsPerEpoch);
        return schedule.finalFraction + (1 - schedule.finalFraction) * 0.5 * (1 + std::cos(std::numbers::pi * done));
    }
    const std::int64_t finishedEpochs = step / stepsPerEpoch;
    if (finishedEpochs < schedule.decayFrom)
        return 1;
    const std::int64_t decays = (finishedEpochs - schedule.decayFrom) / schedule.decayEvery + 1;
    return std::pow(schedule.decay, static_cast<double>(decays));
}

} // namespace

double learningRate(const OptimizerSpec& optimizer, const ScheduleSpec& schedule, std::int64_t step,
                    std::int64_t stepsPerEpoch)
{
    return optimizer.lr * warmupFactor(optimizer, step) * scheduleFactor(schedule, step, stepsPerEpoch);
}

} // namespace dass::distill
