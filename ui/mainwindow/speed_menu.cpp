#include "ui/mainwindow/speed_menu.h"

#include <QActionGroup>
#include <QLocale>

#include <algorithm>
#include <iterator>

namespace dass {

namespace {

constexpr double kSpeeds[] = {0.5, 0.75, 1, 1.25, 1.5, 2};
constexpr double kGains[] = {0, 6, 12, 18, 24, 30};

QString speedWords(double speed)
{
    return SpeedMenu::tr("%1 ×").arg(QLocale().toString(speed, 'g', 3));
}

QString gainWords(double gain)
{
    return gain == 0 ? SpeedMenu::tr("0 dB") : SpeedMenu::tr("+%1 dB").arg(gain);
}

} // namespace

SpeedMenu::SpeedMenu(double speed, double gain, QWidget* parent)
    : QMenu(tr("Sp&eed and gain"), parent), m_speed(speed), m_gain(gain), m_speeds(new QActionGroup(this)),
      m_gains(new QActionGroup(this))
{
    for (const double one : kSpeeds) {
        QAction* action = m_speeds->addAction(addAction(tr("Speed %1").arg(speedWords(one))));
        action->setObjectName(QStringLiteral("play.speed_%1").arg(one));
        action->setCheckable(true);
        action->setData(one);
        connect(action, &QAction::triggered, this, [this, one] { setSpeed(one); });
    }
    m_slower = addAction(tr("&Slower"), this, [this] { step(-1); });
    m_slower->setObjectName("play.slower");
    m_slower->setShortcut(QKeySequence("<"));
    m_faster = addAction(tr("&Faster"), this, [this] { step(1); });
    m_faster->setObjectName("play.faster");
    m_faster->setShortcut(QKeySequence(">"));
    addSeparator();
    for (const double one : kGains) {
        QAction* action = m_gains->addAction(addAction(tr("Gain %1").arg(gainWords(one))));
        action->setObjectName(QStringLiteral("play.gain_%1").arg(one));
        action->setCheckable(true);
        action->setData(one);
        connect(action, &QAction::triggered, this, [this, one] { setGain(one); });
    }
    showChosen();
}

QString SpeedMenu::words() const
{
    return m_gain == 0 ? speedWords(m_speed) : tr("%1, %2").arg(speedWords(m_speed), gainWords(m_gain));
}

void SpeedMenu::setSpeed(double speed)
{
    m_speed = speed;
    showChosen();
    emit changed();
}

void SpeedMenu::setGain(double gain)
{
    m_gain = gain;
    showChosen();
    emit changed();
}

void SpeedMenu::step(int direction)
{
    const auto faster = std::upper_bound(std::begin(kSpeeds), std::end(kSpeeds), m_speed);
    const auto slower = std::lower_bound(std::begin(kSpeeds), std::end(kSpeeds), m_speed);
    if (direction > 0 && faster != std::end(kSpeeds))
        setSpeed(*faster);
    else if (direction < 0 && slower != std::begin(kSpeeds))
        setSpeed(*std::prev(slower));
}

void SpeedMenu::showChosen()
{
    for (QAction* action : m_speeds->actions())
        action->setChecked(action->data().toDouble() == m_speed);
    for (QAction* action : m_gains->actions())
        action->setChecked(action->data().toDouble() == m_gain);
    m_slower->setEnabled(m_speed > kSpeeds[0]);
    m_faster->setEnabled(m_speed < *std::rbegin(kSpeeds));
}

} // namespace dass
