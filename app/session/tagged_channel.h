#pragma once

#include <optional>

namespace dass {

struct OpenRecording;
struct Provenance;
struct RunSettings;

// The channel of a recording, from 0, that the run with this provenance tagged (null: that one with these settings
// will); none: the mean of all, or there is only one.
std::optional<int> taggedChannel(const OpenRecording& recording, const Provenance* made, const RunSettings& run);

} // namespace dass
