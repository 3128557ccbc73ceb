#pragma once

#include <QWidget>

namespace dass {

struct DistillActions;

// What the workspace says before any run is followed.
class EmptyRuns : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyRuns(const DistillActions& actions, QWidget* parent = nullptr);
};

} // namespace dass
