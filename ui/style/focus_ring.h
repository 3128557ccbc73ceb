#pragma once

#include <QObject>
#include <QPointer>
#include <QWidget>

namespace dass {

// The 2 px ring, 1 px off, around the control that has the keyboard. Only ever one. Buttons show it only when the
// keyboard brought the focus there; fields always. Item views show theirs inside rows (StudioStyle). GUI thread.
class FocusRing : public QObject
{
    Q_OBJECT
public:
    explicit FocusRing(QObject* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void follow(QWidget* widget);
    void place();

    QPointer<QWidget> m_target;
    QPointer<QWidget> m_ring; // a child of a widget around the target, so that it is scrolled with it
};

} // namespace dass
