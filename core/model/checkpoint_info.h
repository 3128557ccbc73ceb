#pragma once

#include "core/model/ast_checkpoint.h"
#include "core/model/checkpoint.h"
#include "core/model/htsat_checkpoint.h"

namespace dass {

// What a checkpoint says of itself. Reads the file once more, for its SHA-256. Throws Error(Io).
ModelInfo infoOf(const Checkpoint& checkpoint);
ModelInfo infoOf(const AstCheckpoint& checkpoint);
ModelInfo infoOf(const HtsatCheckpoint& checkpoint);

} // namespace dass
