#pragma once

#include "app/distill/run_details.h"
#include "app/distill/run_summary.h"
#include "ui/style/icons.h"

#include <QString>
#include <QStringList>

namespace dass {

// How a run is told of.
QString phaseWords(RunPhase phase);           // "running", "stopped"
QString progressWords(const RunSummary& run); // "epoch 14 / 25"; empty before it has begun
QString leftWords(const RunSummary& run);     // "36 min left"; of one that ended its best score or what has happened
QString whereAndSince(const RunSummary& run); // "running on this computer since 20:36"
// What a run at work takes, and what room its disk has: "1.9 cores, 320 MB, 3 % waiting for clips, 214 GB of disk space
// free". waiting: share of the time; NaN: not known.
QString useWords(const RunSummary& run, double waiting);
QString lowSpaceWords(const RunSummary& run); // of a run at work whose disk has little room left; empty: it has enough
QString scoreText(double share);              // "35.9 %"; a dash where it is not known
QString precisionText(double share);          // the same without its unit
// The reason in words, with what can be done; empty: all is well.
QString troubleWords(const RunSummary& run);
struct PhaseIcon
{
    Icon icon;
    IconTone tone;
};
PhaseIcon phaseIcon(RunPhase phase);

QString studentWords(const Recipe& recipe); // "DASS Nano, fine-tuned"
QString lossWords(const Recipe& recipe);

} // namespace dass
