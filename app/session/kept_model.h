#pragma once

namespace dass {

class AnalyzeSession;

// Has the model of the last start loaded once the disk has been looked at; while that is not there (its disk may come
// back) the one that comes with the program, which the session notices in one line. What was chosen stays chosen; what
// is chosen meanwhile is left. GUI thread.
void useKeptModel(AnalyzeSession& session);

} // namespace dass
