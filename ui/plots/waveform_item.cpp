#include "ui/plots/waveform_item.h"

#include "ui/plots/stack_state.h"

namespace dass {

void WaveformItem::draw(QCPPainter* painter)
{
    if (state().waveform && isShown()) {
        m_columns.reduce(state().waveform, state().grid);
        m_columns.draw(*painter, state().grid, rect(), state().amplitudes, state().colours, 0, state().grid.columns);
    }
}

} // namespace dass
