#pragma once

class QMenu;

namespace dass {

class PlotView;

// Colours and frequency axis to choose from, and the form with the level range. The ticks follow what the plots show.
void fillSpectrogramMenu(QMenu& menu, PlotView& plots);

} // namespace dass
