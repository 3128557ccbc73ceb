#pragma once

#include <QWidget>

#include <cstdint>
#include <optional>

class QAction;
class QProgressBar;
class QSlider;
class QToolButton;

namespace dass {

class ElidedLabel;
class HintButton;
class ListenMenu;
class SpeedMenu;

// The bar at the foot: playback on the left, what is selected in the middle, what is being done on the right.
class TransportBar : public QWidget
{
    Q_OBJECT
public:
    // The buttons trigger these actions and show their states.
    struct Actions
    {
        QAction* back;
        QAction* play;
        QAction* forward;
        QAction* loop;
        SpeedMenu* speed;
        ListenMenu* listen;
    };
    TransportBar(const Actions& actions, double volume, QWidget* parent = nullptr);

    void setTime(std::int64_t sample, std::int64_t length); // at 16 kHz
    // Seconds of the day at sample 0: positions are shown as times of day. None: since the start.
    void setClockStart(const std::optional<double>& secondsOfDay);
    void setPlaying(bool playing);
    void setSelection(const QString& kind, std::int64_t start, std::int64_t end);
    void clearSelection();

    void showIdle(const QString& words);
    void showProgress(const QString& what, double share, const QString& speed, const QString& left);
    void setPaused(bool paused);             // what the button beside Cancel does
    void showTrouble(const QString& words);  // with the icon of something that failed
    void showFailures(const QString& words); // with the button that goes to the next failed one, too

    QSize minimumSizeHint() const override;

signals:
    void volumeChanged(double volume);
    void cancelRequested();
    void pauseRequested(); // or to go on
    void nextFailedRequested();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makePlayback(const Actions& actions, double volume);
    QWidget* makeSpeed(SpeedMenu* menu, QWidget* parent);
    QWidget* makeListening(ListenMenu* menu);
    QWidget* makeSelection();
    QWidget* makeActivity();

    void showTimes();
    void fit();

    std::optional<double> m_clockStart;
    bool m_paused = false;
    bool m_hasSelection = false;
    bool m_hasChannels = false; // several, so that there is something to choose
    QWidget* m_playback = nullptr;
    QWidget* m_listening = nullptr;
    QWidget* m_activity = nullptr;
    std::int64_t m_sample = 0;
    std::int64_t m_spanStart = 0;
    std::int64_t m_spanEnd = 0;
    QToolButton* m_play = nullptr;
    QToolButton* m_mute = nullptr;
    QSlider* m_volume = nullptr;
    ElidedLabel* m_time = nullptr;
    ElidedLabel* m_length = nullptr;
    QWidget* m_selection = nullptr;
    ElidedLabel* m_kind = nullptr;
    ElidedLabel* m_span = nullptr;
    ElidedLabel* m_duration = nullptr;
    ElidedLabel* m_what = nullptr;
    QProgressBar* m_bar = nullptr;
    ElidedLabel* m_percent = nullptr;
    ElidedLabel* m_speed = nullptr;
    ElidedLabel* m_left = nullptr;
    HintButton* m_pause = nullptr;
    HintButton* m_cancel = nullptr;
    HintButton* m_nextFailed = nullptr;
    QWidget* m_failedIcon = nullptr;
};

} // namespace dass
