#pragma once

#include <QWidget>

class QProgressBar;
class QToolButton;

namespace dass {

class ElidedLabel;

// The bar at the foot of the workspace: hearing the mixture on the left, what is being done on the right.
class ActivityBar : public QWidget
{
    Q_OBJECT
public:
    explicit ActivityBar(QWidget* parent = nullptr);

    void setPlayable(bool playable, const QString& why);
    void setPlaying(bool playing);
    void setTime(double seconds, double length);
    void showIdle(const QString& words);
    void showProgress(const QString& what, double share, const QString& left);

signals:
    void playRequested(); // or to stop

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QToolButton* m_play;
    ElidedLabel* m_time;
    ElidedLabel* m_length;
    ElidedLabel* m_what;
    QProgressBar* m_bar;
    ElidedLabel* m_percent;
    ElidedLabel* m_left;
};

} // namespace dass
