#pragma once

namespace dass {

// Lets the calling thread give way to the process's other ones wherever they compete for a core, and with it every
// thread that it starts from now on, OpenMP's included. It cannot be taken back: for a thread that works and ends. Does
// nothing on systems where threads have no priority of their own that any user may lower.
void lowerThreadPriority();

} // namespace dass
