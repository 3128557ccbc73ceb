#pragma once

#include "app/distill/own_recordings.h"
#include "core/corrections/correction_list.h"

#include <memory>
#include <stop_token>
#include <vector>

namespace dass {

// A recording of which a person has corrected events in Analyze.
struct CorrectedSound
{
    std::filesystem::path path;
    std::shared_ptr<const CorrectionList> corrections; // null: none
};

// What can be learned from corrections: each event that a person has added, renamed, moved or called right is a clip of
// that stretch, labelled with its tag and with those of other such events of which at least half lies in it, 64 in all
// at most. Events that were deleted or called wrong teach nothing: what is heard there instead was not said. Throws
// Error where fewer than two labels are left. A stop gives what was found until then.
OwnRecordings readCorrectedSounds(const std::vector<CorrectedSound>& sounds, const std::stop_token& stop = {});

// Cuts the stretches of recordings out into files of their own in the folder, which is made, and has the clips name
// those. Clips that are whole files stay as they are; one that cannot be cut is left out and told among the problems.
// After a stop some are missing. Throws Error(Io).
void cutStretches(OwnRecordings& recordings, const std::filesystem::path& folder, const std::stop_token& stop);

} // namespace dass
