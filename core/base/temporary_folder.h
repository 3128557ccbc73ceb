#pragma once

#include <filesystem>

namespace dass {

// The folder for temporary files: TMPDIR, or /tmp where that names no folder. Whether a file can be made there shows
// when it is made, and that error names it.
std::filesystem::path temporaryFolder();

} // namespace dass
