#pragma once

class QMenu;
class QModelIndex;

namespace dass {

class AnalyzeSession;
class TagsModel;

// What can be done with one tag of the tree: its colour, drawing it alone, keeping or leaving out it and what is below.
// index is the model's.
void fillTagMenu(QMenu& menu, AnalyzeSession& session, const TagsModel& model, const QModelIndex& index);

} // namespace dass
