#pragma once

#include <QWidget>

#include <vector>

class QHBoxLayout;

namespace dass {

// A row of widgets that gives up some of them where there is no room for all.
class FittingRow : public QWidget
{
    Q_OBJECT
public:
    explicit FittingRow(QWidget* parent = nullptr);

    // givenUp: which ones go first, from 1 on; 0 stays. Those whose size policy is Ignored take what is left.
    void add(QWidget* widget, int givenUp = 0, int stretch = 0);
    void addGap(int width, int givenUp = 0);
    QHBoxLayout* row() const { return m_row; }

    QSize minimumSizeHint() const override; // any width

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Part
    {
        QWidget* widget;
        int givenUp;
    };

    int widthAt(int step) const; // when all up to this step are given up
    void fit();

    QHBoxLayout* m_row;
    std::vector<Part> m_parts;
    int m_step = 0;
};

} // namespace dass
