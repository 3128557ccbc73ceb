#pragma once

#include "core/niah/figure.h"
#include "core/niah/record.h"
#include "core/niah/scores.h"

#include <cstddef>
#include <map>

namespace dass::niah {

// What is drawn of an experiment's finished cells, by index; null for one that a model cannot do.
Figure figureOf(const Experiment& experiment, const std::map<std::size_t, const CellScores*>& cells);

} // namespace dass::niah
