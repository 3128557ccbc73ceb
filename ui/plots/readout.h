#pragma once

#include <QColor>
#include <QFont>
#include <QPointF>
#include <QString>

#include <optional>
#include <vector>

class QPainter;
class QRectF;

namespace dass {

struct PlotColours;
struct PlotHover;
struct StackState;

// The box beside the pointer: the time, what the spectrogram holds there, the drawn tags by falling probability, as
// their curves are drawn; over the heat strip first the tag of the row, whatever its probability, as the strip has it.
struct ReadOut
{
    struct Line
    {
        QColor colour; // invalid: the tag has no curve
        QString name;
        float probability = 0;
        bool pointedAt = false;
    };

    QString time;
    QString level; // "3.1 kHz, −12 dB"; empty off the spectrogram
    std::vector<Line> lines;

    static constexpr int kWidth = 184;
    static constexpr float kSmallestShown = 0.005F;

    static ReadOut of(const StackState& state, const PlotHover& hover);
    int height() const;
    void draw(QPainter& painter, const QPointF& topLeft, const PlotColours& colours, const QFont& font) const;
};

// What the pointer is over; position in the stack's coordinates, inside one of the time tracks.
PlotHover hoverAt(const StackState& state, const QPointF& position);

} // namespace dass
