#pragma once

#include "core/distill/class_tables.h"
#include "core/distill/clip_store.h"
#include "core/distill/ranks.h"
#include "core/distill/spec.h"
#include "core/distill/student_network.h"
#include "core/distill/teacher_outputs.h"
#include "core/distill/worker_pool.h"
#include "core/metrics/classification_metrics.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <optional>
#include <stop_token>

namespace dass::distill {

// Sum of the probabilities of all evaluated epochs, whose mean is scored too.
struct RunningPredictions
{
    at::Tensor sum; // [clips, classes], undefined before the first
    std::int64_t epochs = 0;
};

struct EvaluationResult
{
    TaggingScores scores;
    double runningMeanAveragePrecision = 0; // mAP of the running mean of predictions
    double loss = 0;
    std::optional<TaggingScores> teacher; // stored outputs' on the same clips
    std::vector<ClassConfusion> confusions;
    bool startedAnew = false; // the running predictions: another number of clips could be read than before
};

// Scores a network on the evaluation clips, each cut or padded to spec.data.evalFrames. Adds to the running
// predictions. nullopt when it was stopped, which leaves the running predictions as they were. Clips that cannot be
// read are left out and told by store.takeComplaints(), on the rank that met them. Ranks share the clips out and all
// get the same result; stopped on one, it is stopped on all.
std::optional<EvaluationResult> evaluate(const StudentNetwork& network, ClipStore& store,
                                         const TeacherOutputs& teachers, const Spec& spec, std::int64_t classes,
                                         RunningPredictions& running, WorkerPool& workers, Ranks& ranks,
                                         const std::stop_token& stop);

} // namespace dass::distill
