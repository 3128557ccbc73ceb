#pragma once

#include "core/distill/clip_store.h"
#include "core/distill/data_list.h"
#include "core/distill/label_table.h"
#include "core/distill/spec.h"
#include "core/distill/teacher_outputs.h"

#include <memory>
#include <vector>

namespace dass::distill {

// One of a run's two sets of clips, with what its teachers say about them.
struct ClipSet
{
    std::unique_ptr<ClipStore> store; // null when there is no such set
    TeacherOutputs teachers;
};

// Everything that a specification names, read and checked against each other.
struct RunData
{
    LabelTable table;
    ClipSet train;
    ClipSet eval;
};

// Gives clips that have no labels those whose teacher probability is above the threshold.
void labelFromTeacher(std::vector<Clip>& clips, const TeacherOutputs& teachers, double threshold);

// Mean over the training clips of what the loss pulls a class's probability to: labels and the teacher's probabilities
// by their weights. [classes]
std::vector<double> meanTargets(const Spec& spec, const RunData& data);

// Throws Error as the readers of its parts do.
RunData readRunData(const Spec& spec);

} // namespace dass::distill
