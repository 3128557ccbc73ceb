#pragma once

#include "app/session/session_document.h"

namespace dass {

class LabelTree;
class TagChoice;

// The choice of tags as a session keeps it, and back. Tags that the labels do not have are left out.
SavedTags savedTags(const TagChoice& tags, const LabelTree& labels);
void restoreTags(TagChoice& tags, const LabelTree& labels, const SavedTags& saved);

} // namespace dass
