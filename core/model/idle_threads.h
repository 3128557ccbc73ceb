#pragma once

namespace dass {

// From here on OpenMP's threads that wait for work go to sleep soon instead of spinning for milliseconds, which costs
// nothing on a quiet machine and takes the cores from everybody's work, this program's own included, on a busy one. For
// the whole process; may be called again and from any thread.
void letIdleThreadsSleep();

} // namespace dass
