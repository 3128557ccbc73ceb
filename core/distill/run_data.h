#pragma once

#include "core/distill/clip_store.h"
#include "core/distill/data_list.h"
#include "core/distill/label_table.h"
#include "core/distill/spec.h"
#include "core/distill/teacher_outputs.h"

#include <memory>

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

// Throws Error as the readers of its parts do.
RunData readRunData(const Spec& spec);

} // namespace dass::distill
