#pragma once

#include <string>

namespace dass {

// Makes a file, open for reading and writing, and takes its name away at once: it is gone with its last descriptor and
// mapping, or with the process however that ends, and leaves nothing to clear away. name: a path that ends in XXXXXX,
// which becomes what it was called. Returns the descriptor, for the caller to close; -1 where none can be made, and
// errno says why.
int openNamelessFile(std::string& name);

} // namespace dass
