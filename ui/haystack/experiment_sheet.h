#pragma once

#include "ui/haystack/experiment_picture.h"
#include "ui/plots/drawing.h"

#include <QSize>

namespace dass {

// An experiment on one sheet of paper, always light: the shown series' heat map beside the curves of all, and below
// them the heat maps of the others, two abreast. Those beyond what can be looked at are left out, and the sheet says
// so.
QSize sheetSize(const ExperimentPicture& picture); // logical pixels
Drawing sheetOf(const ExperimentPicture& picture); // any thread; with many cells it takes a while

inline constexpr std::size_t kMostMaps = 24; // of a sheet

} // namespace dass
