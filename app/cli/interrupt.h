#pragma once

#include <stop_token>

namespace dass::cli {

// A token that asks to stop at the first Ctrl-C (SIGINT) or SIGTERM; a second signal ends the program at once.
std::stop_token stopOnInterrupt();

} // namespace dass::cli
