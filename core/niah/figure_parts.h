#pragma once

#include "core/niah/figure.h"
#include "core/niah/record.h"
#include "core/niah/scores.h"

#include <cstddef>
#include <map>
#include <string>

namespace dass::niah {

// What is drawn of an experiment's finished cells, by index; null for one that a model cannot do.
Figure figureOf(const Experiment& experiment, const std::map<std::size_t, const CellScores*>& cells);

// What made an experiment, as every picture of it carries it: JSON on one line (docs/formats.md, figure.svg).
std::string provenanceOf(const Experiment& experiment);

} // namespace dass::niah
