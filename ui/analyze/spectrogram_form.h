#pragma once

#include <QFrame>

class QComboBox;
class QDoubleSpinBox;

namespace dass {

class PlotView;

// A small window with how the spectrogram is drawn: colours, frequency axis, range of levels. What is changed holds at
// once.
class SpectrogramForm : public QFrame
{
    Q_OBJECT
public:
    explicit SpectrogramForm(PlotView& view);

    void showBeside(const QWidget* anchor);

private:
    void apply();
    void updateRanges();

    PlotView& m_view;
    QComboBox* m_map;
    QComboBox* m_scale;
    QDoubleSpinBox* m_low;
    QDoubleSpinBox* m_high;
};

} // namespace dass
