#pragma once

#include <QWidget>

namespace dass {

// The heat strip's colours from 0 to 1.
class HeatScale : public QWidget
{
    Q_OBJECT
public:
    explicit HeatScale(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace dass
