#pragma once

#include "ui/analyze/events_order.h"

#include <QWidget>

namespace dass {

class LabelledCombo;
class SearchField;

// Above the events table while it is filtered: part of a tag's name, and what a person has said of the events. Esc, or
// its cross, takes the filter away with it, so that a filter is always in sight.
class EventsFilterBar : public QWidget
{
    Q_OBJECT
public:
    explicit EventsFilterBar(QWidget* parent = nullptr); // hidden

    EventFilter filter() const;
    void open();    // with the keyboard in the field
    void dismiss(); // and the filter with it

signals:
    void changed();     // filter(), or whether the bar is there
    void leaveWanted(); // with the keyboard to the table

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    SearchField* m_name;
    LabelledCombo* m_review;
};

} // namespace dass
