#pragma once

#include <QDialog>

namespace dass {

// What the program is, whose work it stands on, and under which terms it may be passed on.
class AboutDialog : public QDialog
{
    Q_OBJECT
public:
    explicit AboutDialog(QWidget* parent);

private:
    QWidget* makeHead();
    QWidget* makeOrigins();
    QWidget* makeLibraries();
    QWidget* makeLicence();
};

} // namespace dass
