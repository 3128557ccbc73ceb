#pragma once

#include "app/haystack/picture_worker.h"
#include "app/haystack/probe.h"
#include "ui/haystack/builder_tracks.h"

#include <QWidget>

#include <optional>

namespace dass {

// The mixture over time: the needles on their lane, waveform, the spectrogram that the model gets, and the probability
// of the chosen needle's tag by position. A needle is dragged; Up and Down choose the one before or after, Left and
// Right move it (with Shift further, Home and End). A click elsewhere says where to listen; the wheel zooms at the
// pointer, Shift and the wheel pan.
class BuilderPlot : public QWidget
{
    Q_OBJECT
public:
    explicit BuilderPlot(QWidget* parent = nullptr);

    void setNeedles(std::vector<SceneNeedle> needles, int current); // current: of these; -1: none is moved
    void setChoice(const HaystackChoice& choice);
    void setMixture(std::shared_ptr<const HeldMixture> mixture); // null: not there yet
    void setHint(const QString& hint);                           // instead of a picture
    void setSweep(std::map<std::int64_t, float> sweep, double baseline);
    void setCursor(double frame); // where is listened; below 0: nowhere
    double cursorFrame() const { return m_scene.cursor; }
    const BuilderScene& scene() const { return m_scene; }
    BuilderLayout tracks() const { return BuilderLayout(size()); }
    // Of a needle whose middle is to be there; none outside the needles' lane.
    std::optional<double> positionAt(const QPoint& at) const;

    void fit();
    void zoom(double factor); // around the needle where it is in view, else around the middle

    QSize minimumSizeHint() const override { return {360, 165}; }

signals:
    void positionChanged(double position); // of the chosen needle, by a person
    void needleChosen(int listed);         // by a person
    void cursorChanged(double frame);      // by a person

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void setRange(double first, double last);
    void zoomAt(double frame, double factor);
    double positionOf(double begin) const; // of a needle that begins at a frame, or as near as it fits
    void movedTo(double begin);            // the needle, to a frame
    void moveBack(double step);
    void chooseBeside(int step);
    void requestPicture();

    BuilderScene m_scene;
    HaystackChoice m_choice;
    std::shared_ptr<const HeldMixture> m_mixture;
    double m_grip = 0; // frames from the needle's beginning to where it is held
    PictureWorker m_pictures;
};

} // namespace dass
