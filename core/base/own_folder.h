#pragma once

#include <filesystem>

namespace dass {

// For a folder whose files the program itself makes and goes on writing (a run's, an experiment's), when it may come
// from somebody else: throws Error(BadFile), naming the first entry of it or of its `subfolder` that is neither a file
// nor a folder in its own right. Through a link a write would end up in another file; a pipe would hold it up for ever.
// Links to folders are let be in `folder`: nothing is written below them. A folder that is not there is in order.
void requireOwnFiles(const std::filesystem::path& folder, const char* subfolder);

} // namespace dass
