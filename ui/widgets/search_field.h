#pragma once

#include <QLineEdit>

namespace dass {

// A line edit with a magnifying glass on the left and its shortcut on the right while it is empty. Esc clears it.
class SearchField : public QLineEdit
{
    Q_OBJECT
public:
    SearchField(const QString& placeholder, const QString& shortcut, QWidget* parent = nullptr);
    void setShortcut(const QString& shortcut);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QString m_shortcut;
};

} // namespace dass
