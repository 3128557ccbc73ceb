#pragma once

#include <stop_token>

namespace dass::cli {

// A token that asks to stop at the first Ctrl-C (SIGINT) or SIGTERM; a further signal, half a second later or more,
// says so and ends the program at once with 130, from which files that take their names when they are whole stay
// readable.
std::stop_token stopOnInterrupt();

} // namespace dass::cli
