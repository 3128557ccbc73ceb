#pragma once

class QWidget;

namespace dass {

// Tab goes through the controls in the order in which layouts have them, whatever order they were made in, and starts with
// the first one. Once all are in their layouts.
void tabInLayoutOrder(QWidget* window);

} // namespace dass
