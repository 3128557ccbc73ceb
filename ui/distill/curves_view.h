#pragma once

#include "ui/distill/curve_lines.h"
#include "ui/distill/curve_scale.h"

#include <QList>
#include <QWidget>

#include <optional>

namespace dass {

// Curves of one run or several over the epochs, one track above another with a common axis. The wheel zooms at the
// pointer, dragging moves, a double click shows all; +, −, ←, →, 0 do so from the keyboard. However many steps there
// are, a picture takes as many points as there are columns of pixels.
class CurvesView : public QWidget
{
    Q_OBJECT
public:
    explicit CurvesView(QWidget* parent = nullptr);

    void setRuns(std::vector<CurveRun> runs); // the first is the one that the rest of the monitor is about
    void setTracks(const QList<CurveTrack>& tracks);
    void setSmoothing(std::int64_t steps); // of the width of a mean; 0: none
    void showAll();

    const std::vector<CurveRun>& runs() const { return m_runs; }
    double firstEpoch() const { return m_first; }
    double lastEpoch() const { return m_last; }
    // The part of a track that curves are drawn in.
    QRect plotOf(CurveTrack track) const;

    static constexpr int kGutter = 128;      // left of the plots: names, units, numbers
    static constexpr int kRightMargin = 160; // right of the plots: names of the curves that reach so far
    static constexpr int kEdge = 12;
    static constexpr int kGapHeight = 8;
    static constexpr int kAxisHeight = 24;
    static constexpr int kTopMargin = 4;
    static constexpr int kTextLine = 14;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    struct Drawn
    {
        CurveLine line;
        std::vector<CurvePoint> points;
    };

    double fullEpochs() const;
    void setRange(double first, double last);
    void zoom(double factor, double at);
    double xOf(double epoch) const;
    double epochAt(double x) const;
    QList<QRect> tracks() const;
    QVector<double> epochTicks() const;
    void drawTrack(QPainter& painter, CurveTrack track, const QRect& plot);
    void drawGrid(QPainter& painter, CurveTrack track, const QRect& plot, const CurveScale& scale) const;
    void drawLine(QPainter& painter, const Drawn& drawn, const QRect& plot, const CurveScale& scale) const;
    std::vector<Drawn> plansOf(CurveTrack track, const std::vector<Drawn>& drawn, int columns) const;
    std::optional<double> plannedAt(CurveTrack track, const CurveLine& line, double epoch) const;
    QVector<double> publishedOf(CurveTrack track) const;
    void drawPlan(QPainter& painter, const Drawn& plan, const QRect& plot, const CurveScale& scale) const;
    void drawPublished(QPainter& painter, double value, const QRect& plot, const CurveScale& scale) const;
    void drawNames(QPainter& painter, const std::vector<Drawn>& drawn, const QRect& plot,
                   const CurveScale& scale) const;
    void drawEpochAxis(QPainter& painter, const QRect& lowest) const;
    void drawReadout(QPainter& painter);

    std::vector<CurveRun> m_runs;
    QList<CurveTrack> m_tracks{CurveTrack::Loss, CurveTrack::LearningRate, CurveTrack::MeanPrecision};
    std::int64_t m_smoothing = 0;
    double m_first = 0;
    double m_last = 1;
    bool m_all = true; // follows what comes
    std::optional<QPoint> m_pointer;
    std::optional<double> m_dragged; // the epoch that the button went down on
};

} // namespace dass
