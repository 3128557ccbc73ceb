#pragma once

namespace dass::distill {

// What the files in a run's folder are called (formats.md, Distillation), beside those of its model
// (core/model/model_files.h).
inline constexpr const char* kSpecName = "spec.json";
inline constexpr const char* kStatusName = "status.json";
inline constexpr const char* kMetricsName = "metrics.jsonl";
inline constexpr const char* kLogName = "log.txt";
inline constexpr const char* kClassesName = "classes.csv";
inline constexpr const char* kConfusionsName = "confusions.csv";
inline constexpr const char* kPauseName = "pause"; // while it is there the run waits
inline constexpr const char* kStopName = "stop";
inline constexpr const char* kStateName = "state.json"; // in the folder of a checkpoint

} // namespace dass::distill
