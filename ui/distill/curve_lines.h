#pragma once

#include "app/distill/run_details.h"

#include <QColor>
#include <QString>

#include <optional>
#include <vector>

namespace dass {

enum class CurveTrack { Loss, LearningRate, MeanPrecision, RocAuc, DPrime, Speed, Waiting };
inline constexpr CurveTrack kCurveTracks[] = {CurveTrack::Loss,   CurveTrack::LearningRate, CurveTrack::MeanPrecision,
                                              CurveTrack::RocAuc, CurveTrack::DPrime,       CurveTrack::Speed,
                                              CurveTrack::Waiting};

// A run as the curves show it.
struct CurveRun
{
    QString name;
    RunMetrics metrics;
    double stepsPerEpoch = 1; // above 0
    double epochs = 0;        // in all; 0: not known
    std::optional<RatePlan> ratePlan{};
    std::optional<double> published{}; // mAP that the paper reached with what the run does
};

// One curve of a track: a value of each step or a score of each epoch.
struct CurveLine
{
    const CurveRun* run = nullptr;
    QString name;
    QColor colour;
    std::optional<StepValue> steps; // else:
    double EpochRow::*epochs = nullptr;
    double scale = 1; // that values are shown times: 100 for %
};

// The curves of a track: of one run its parts, of several one a run in that run's colour. The runs outlive them.
std::vector<CurveLine> linesOf(CurveTrack track, const std::vector<CurveRun>& runs);

QString trackName(CurveTrack track);
QString trackUnit(CurveTrack track);
const char* trackId(CurveTrack track); // for settings

// A part of a curve, for a column of pixels or for a row where these are fewer.
struct CurvePoint
{
    double epoch = 0; // where it is, in epochs from 0
    double lowest = 0;
    double highest = 0;
    double mean = 0; // smoothed
};

// The part of a line within [first, last] epochs, in at most about `columns` points. smoothing: the width in steps of a
// centred mean; 0: none.
std::vector<CurvePoint> pointsOf(const CurveLine& line, double first, double last, int columns, std::int64_t smoothing);

// The learning rate of the steps that are still to come, within [first, last] epochs, in at most about `columns`
// points; empty where nothing is planned or all is done.
std::vector<CurvePoint> plannedRate(const CurveRun& run, double first, double last, int columns);

} // namespace dass
