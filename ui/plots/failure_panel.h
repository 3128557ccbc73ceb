#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace dass {

struct PlotColours;
struct PlotFailure;

// The words and buttons over the part of a recording that cannot be read.
class FailurePanel : public QWidget
{
    Q_OBJECT

public:
    explicit FailurePanel(QWidget* parent);

    void setFailure(const PlotFailure& failure);
    void setColours(const PlotColours& colours, const QFont& smallFont);
    // Lies in the room from `left` on, or at the right end of it where that is too narrow.
    void placeIn(const QRect& track, int left);

Q_SIGNALS:
    void actionTriggered(int index);

private:
    QLabel* m_title;
    QLabel* m_text;
    QHBoxLayout* m_buttons;
};

} // namespace dass
