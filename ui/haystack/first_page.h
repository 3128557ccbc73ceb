#pragma once

#include <QWidget>

namespace dass {

// What the workspace shows before there is a needle: what the test is about, an example that runs at one click, and how
// to begin with clips of one's own.
class FirstPage : public QWidget
{
    Q_OBJECT
public:
    explicit FirstPage(bool withExample, QWidget* parent = nullptr);

signals:
    void exampleRequested();
    void addRequested();
    void openRequested(); // an experiment
};

} // namespace dass
