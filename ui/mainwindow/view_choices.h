#pragma once

class QMenu;

namespace dass {

class AnalyzeSession;

// Entries of the View menu that are on or off: what of the stored probabilities is shown, and how.
void addViewChoices(QMenu& menu, AnalyzeSession& session);

} // namespace dass
