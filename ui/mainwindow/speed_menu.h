#pragma once

#include <QMenu>

class QActionGroup;

namespace dass {

// How fast and how loud recordings are played: a menu that the menu bar and the transport bar share.
class SpeedMenu : public QMenu
{
    Q_OBJECT
public:
    SpeedMenu(double speed, double gain, QWidget* parent = nullptr);

    double speed() const { return m_speed; } // samples of the recording to each one heard
    double gain() const { return m_gain; }   // dB
    QString words() const;                   // what is chosen: "1.5 ×", "1 ×, +12 dB"

signals:
    void changed();

private:
    void setSpeed(double speed);
    void setGain(double gain);
    void step(int direction); // to the next faster (slower) one
    void showChosen();

    double m_speed;
    double m_gain;
    QActionGroup* m_speeds;
    QActionGroup* m_gains;
    QAction* m_slower;
    QAction* m_faster;
};

} // namespace dass
