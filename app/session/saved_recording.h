#pragma once

#include "app/session/session_document.h"

#include <memory>

namespace dass {

struct OpenRecording;

// An open recording as a session keeps it, whatever its run is about; run: of now, for a recording without a result.
SavedRecording savedForm(const OpenRecording& recording, const RunSettings& run);
// And back, but for its corrections and its result, which comes once it is read.
std::unique_ptr<OpenRecording> openedFrom(const SavedRecording& saved);

} // namespace dass
