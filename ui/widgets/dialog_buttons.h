#pragma once

class QDialog;
class QHBoxLayout;

namespace dass {

class HintButton;

// The last row of a dialog: Cancel, which rejects it, and the one that Enter presses.
QHBoxLayout* makeDialogButtons(QDialog* dialog, HintButton* accept);

} // namespace dass
