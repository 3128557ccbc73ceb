#pragma once

#include <QScrollArea>

namespace dass {

// Panels below one another that are as high as they want to be, and scroll where there is less room.
class PanelScroll : public QScrollArea
{
public:
    explicit PanelScroll(QWidget* panels, QWidget* parent = nullptr); // takes them

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace dass
