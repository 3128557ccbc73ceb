#pragma once

#include "core/inference/tagger.h"
#include "core/report/provenance.h"

namespace dass {

// A result as it comes back from disk.
struct StoredResult
{
    TaggingResult result;
    Provenance provenance; // events and class names are not kept: whoever exports sets them
};

} // namespace dass
