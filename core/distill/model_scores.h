#pragma once

#include "core/base/run_control.h"
#include "core/metrics/calibration.h"
#include "core/metrics/classification_metrics.h"
#include "core/model/tagging_model.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace dass::distill {

// Which clips a model is scored on, and against what.
struct ScoringData
{
    std::filesystem::path list;   // as of a training run: JSON or CSV
    std::filesystem::path labels; // label file; empty = the model's own labels
    std::filesystem::path root;   // of relative paths in the list; empty = the list's folder
    std::string splitColumn;      // of a CSV list that holds several sets
    std::string split;
    std::filesystem::path teacher;           // stored outputs whose rows follow the list's file; empty = none
    std::optional<double> labelsFromTeacher; // clips without labels get those whose teacher probability is higher
    std::int64_t frames = 1024;              // that a clip is cut or padded to
    bool keepLogits = false;                 // ModelScores::logits is wanted
};

// How often model and teacher say the same of a clip; a class is said when it has the highest score.
struct TeacherAgreement
{
    double firstTag = 0;       // share of clips on which both name the same class first
    double firstTagInFive = 0; // share on which the teacher's first class is among the model's first five
    double fiveTags = 0;       // mean share of the teacher's first five classes that are among the model's
};

struct ModelScores
{
    TaggingScores tagging;
    std::vector<ReliabilityBin> reliability; // of the sigmoid of every logit against the clips' labels, 20 bins
    // Share of clips whose highest class, among all classes that the list's labels name, is one of the clip's labels:
    // accuracy for lists of one kind of sound a clip. Only when every clip has a label of its own in the list.
    std::optional<double> accuracy;
    std::optional<TeacherAgreement> agreement;
    std::vector<std::string> leftOut; // one line for each clip that could not be read
    std::vector<float> logits;        // when kept: [rows of the list's file, classes], NaN in rows that were not scored
};

struct ScoringProgress
{
    std::int64_t done = 0;
    std::int64_t clips = 0;
};

// Throws Error. nullopt when stopped.
std::optional<ModelScores> scoreModel(TaggingModel& model, const ScoringData& data, const std::stop_token& stop,
                                      const ProgressSink<ScoringProgress>& progress);

} // namespace dass::distill
