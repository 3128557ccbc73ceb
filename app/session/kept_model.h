#pragma once

namespace dass {

class AnalyzeSession;

// Has the model of the last start loaded; while that is not there (its disk may come back) the one that comes with the
// program, which the session notices in one line. What was chosen stays chosen. GUI thread.
void useKeptModel(AnalyzeSession& session);

} // namespace dass
