#pragma once

#include <QKeySequence>
#include <QLineEdit>

namespace dass {

// A field that shows keys and takes those that are pressed in it, shortcuts of the window too. Tab goes on to the next
// control and Esc leaves the field, so that who has the keyboard only gets out again.
class KeyField : public QLineEdit
{
    Q_OBJECT
public:
    explicit KeyField(QWidget* parent = nullptr);

    void setKeys(const QKeySequence& keys);

signals:
    void pressed(const QKeySequence& keys); // one chord
    void left();                            // by Esc

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
};

} // namespace dass
